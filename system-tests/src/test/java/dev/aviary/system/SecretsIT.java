package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the passwords and tokens of an instance can be read, and where not. */
@ExtendWith(StackExtension.class)
final class SecretsIT {
  private final Stack stack;

  SecretsIT(OwnStack own) {
    this.stack = own.stack();
  }

  @Test
  void dockerInspectShowsNoSecret() {
    String inspected = stack.host().inspected();
    assertTrue(inspected.contains("AVIARY_MONITOR_PORT"), "it shows the services' environment");
    nothingIn(inspected);
  }

  @Test
  void noProcessOfAServiceHasASecretInItsArgumentsOrEnvironment() {
    for (String role : List.of("redis", "app-redis", "builder", "balancer", "monitor", "flag")) {
      nothingIn(stack.host().process(role));
    }
  }

  @Test
  void onlyTheUserOfTheContainerCanReadItsSecrets() {
    for (String role : List.of("app-redis", "builder", "balancer", "monitor", "flag")) {
      String file = role.equals("app-redis") ? "replica.conf" : "aviary.json";
      String seen = stack.host().exec(role, "stat", "-c", "%a %u", "/run/secrets/" + file);
      assertEquals("400 " + stack.host().exec(role, "id", "-u"), seen, role);
    }
  }

  @Test
  void eachServiceHasItsOwnSecretsOnly() {
    assertEquals(
        Set.of("REDIS_BUILDER_PASSWORD", "AVIARY_BUILD_SECRET", "AVIARY_SECRETS_KEY"),
        secretsOf("builder"));
    assertEquals(
        Set.of("REDIS_BALANCER_PASSWORD", "AVIARY_CERTIFICATES_KEY"), secretsOf("balancer"));
    assertEquals(
        Set.of("REDIS_MONITOR_PASSWORD", "AVIARY_MONITOR_SECRET", "AVIARY_ADMIN_TOKEN"),
        secretsOf("monitor"));
    assertEquals(Set.of("REDIS_FLAG_PASSWORD"), secretsOf("flag"));
  }

  private Set<String> secretsOf(String role) {
    String file = stack.host().exec(role, "cat", "/run/secrets/aviary.json");
    return stack.secrets().stringPropertyNames().stream()
        .filter(name -> file.contains(stack.secrets().getProperty(name)))
        .collect(Collectors.toSet());
  }

  private void nothingIn(String text) {
    stack
        .secrets()
        .forEach(
            (name, value) -> assertFalse(text.contains(String.valueOf(value)), name + " is there"));
  }
}
