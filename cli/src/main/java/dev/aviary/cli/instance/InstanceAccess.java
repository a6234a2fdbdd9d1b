package dev.aviary.cli.instance;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * One Aviary, as a command reaches it.
 *
 * @param address scheme and host of its admin ports
 * @param token the admin token, or another one that its services take; empty: none is known
 * @param state the folder of its secrets, on the machine that it runs on
 * @param settings the owner's settings of it
 */
public record InstanceAccess(
    String name,
    URI address,
    Map<InstancePort, Integer> ports,
    String token,
    Path state,
    Path settings) {
  public InstanceAccess {
    ports = Map.copyOf(ports);
  }

  public int port(InstancePort port) {
    return Objects.requireNonNull(ports.get(port));
  }

  /** Whether it is reached by TLS. */
  public boolean isEncrypted() {
    return "https".equals(address.getScheme());
  }

  /** Where a port answers, as {@code http://127.0.0.1:5003}. */
  public String at(InstancePort port) {
    return "%s://%s:%d".formatted(address.getScheme(), address.getHost(), port(port));
  }

  /** Without the token, which is for no eye. */
  @Override
  public String toString() {
    return name + " at " + address;
  }
}
