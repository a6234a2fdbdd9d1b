package dev.aviary.cli.instance;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance as the scripts do: by AVIARY_INSTANCE, the environment, {@code
 * <instance>.env}, and what {@code deploy/up} noted of its ports. With AVIARY_ADDRESS it is one of
 * another machine.
 */
public final class InstanceLookup {
  private static final String OFFSET = "AVIARY_PORT_OFFSET";
  private static final String TOKEN = "AVIARY_ADMIN_TOKEN";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Map<String, String> environment;
  private final Path root;

  public InstanceLookup(Map<String, String> environment, Path root) {
    this.environment = environment;
    this.root = root;
  }

  public InstanceAccess find() {
    String name = environment.getOrDefault("AVIARY_INSTANCE", "aviary");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,29}")) {
      throw CommandFailure.usage(
          "AVIARY_INSTANCE is '%s'.".formatted(name), "give 1 to 30 of a-z, 0-9 and '-'");
    }
    Path state = root.resolve(".aviary").resolve(name);
    Path settingsFile = root.resolve(name + ".env");
    var settings = new HashMap<>(KeyValueFile.read(settingsFile));
    settings.putAll(environment);
    String address = environment.getOrDefault("AVIARY_ADDRESS", "");
    return new InstanceAccess(
        name,
        address(address),
        ports(settings, KeyValueFile.read(state.resolve("ports.env"))),
        token(name, state, !address.isEmpty()),
        state,
        settingsFile);
  }

  private static Map<InstancePort, Integer> ports(
      Map<String, String> settings, Map<String, String> noted) {
    var ports = new EnumMap<InstancePort, Integer>(InstancePort.class);
    String offset = settings.get(OFFSET);
    for (InstancePort port : InstancePort.values()) {
      String own = settings.getOrDefault(port.setting(), "");
      if (own.isEmpty() && offset == null) {
        own = noted.getOrDefault(port.setting(), "");
      }
      ports.put(
          port,
          own.isEmpty()
              ? port.usual() + number(OFFSET, offset == null || offset.isEmpty() ? "0" : offset)
              : number(port.setting(), own));
    }
    return ports;
  }

  private static int number(String setting, String value) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
      throw CommandFailure.usage(
          "%s is '%s'.".formatted(setting, value), "give a number up to 65535");
    }
    return Integer.parseInt(value);
  }

  private static URI address(String given) {
    URI address = given.isEmpty() ? URI.create("http://127.0.0.1") : parsed(given);
    String host = address == null ? null : address.getHost();
    if (address == null
        || host == null
        || address.getScheme() == null
        || !Set.of("http", "https").contains(address.getScheme())) {
      throw CommandFailure.usage(
          "AVIARY_ADDRESS is '%s'.".formatted(given),
          "give https://host; its ports follow from AVIARY_PORT_OFFSET and the settings of each");
    }
    // The token would pass every machine on the way in the clear.
    if (address.getScheme().equals("http") && !LOOPBACK.contains(host)) {
      throw CommandFailure.usage(
          "AVIARY_ADDRESS is '%s', and the token would be sent there unencrypted.".formatted(given),
          "give https://..., or lead the admin ports here by ssh -L and leave AVIARY_ADDRESS http://localhost");
    }
    return address;
  }

  private static @Nullable URI parsed(String given) {
    try {
      return URI.create(given);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private String token(String name, Path state, boolean elsewhere) {
    String given = environment.getOrDefault(TOKEN, "");
    if (!given.isEmpty()) {
      return given;
    }
    Path secrets = state.resolve("secrets.env");
    if (elsewhere) {
      return "";
    }
    if (Files.isDirectory(state) && !Files.isExecutable(state)) {
      throw new CommandFailure(
          ExitStatus.NOT_ALLOWED,
          "You may not read the secrets of '%s'.".formatted(name),
          state + " is for its owner alone",
          "run the command as that user, or with sudo");
    }
    if (!Files.exists(secrets)) {
      throw new CommandFailure(
          ExitStatus.NOT_REACHED,
          "There is no Aviary named '%s' here.".formatted(name),
          secrets + " is missing",
          "start it with deploy/up, or name another one in AVIARY_INSTANCE, or one elsewhere in AVIARY_ADDRESS and AVIARY_ADMIN_TOKEN");
    }
    return KeyValueFile.read(secrets).getOrDefault(TOKEN, "");
  }
}
