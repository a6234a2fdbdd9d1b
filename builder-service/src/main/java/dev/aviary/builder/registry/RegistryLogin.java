package dev.aviary.builder.registry;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.regex.Pattern;

/**
 * What opens a registry for an app.
 *
 * @param server its host, with a port if need be; missing: Docker's own
 */
@Serdeable
record RegistryLogin(String server, String username, String password) {
  private static final Pattern SERVER =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:[0-9]{1,5})?");

  RegistryLogin {
    server = server == null ? ImageReference.DOCKER_HUB : server;
    Check.that(
        SERVER.matcher(server).matches(),
        "server is '" + server + "'; give the host alone, as in registry.example.org:5000");
    Check.text(username, "username");
    Check.text(password, "password");
  }

  @Override
  public String toString() {
    return "RegistryLogin[" + server + "]";
  }
}
