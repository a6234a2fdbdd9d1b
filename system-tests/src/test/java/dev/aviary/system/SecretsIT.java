package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    String token = stack.secrets().getProperty("AVIARY_ADMIN_TOKEN");
    var secrets = Map.of("builder", 3, "balancer", 1, "flag", 1, "monitor", 3);
    for (String role : secrets.keySet()) {
      Set<String> read =
          stack.secrets().stringPropertyNames().stream()
              .filter(name -> {
                String value = stack.secrets().getProperty(name);
                return stack.host().exec(role, "cat", "/run/secrets/aviary.json").contains(value);
              })
              .collect(Collectors.toSet());
      assertTrue(read.contains("REDIS_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD"));
      assertEquals(secrets.get(role), read.size(), role + read);
      String file = stack.host().exec(role, "cat", "/run/secrets/aviary.json");
      assertEquals(role.equals("monitor"), file.contains(token), role);
    }
  }

  private void nothingIn(String text) {
    stack
        .secrets()
        .forEach(
            (name, value) -> assertFalse(text.contains(String.valueOf(value)), name + " is there"));
  }
}
