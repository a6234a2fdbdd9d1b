package dev.aviary.builder.listener;

import dev.aviary.contract.app.Check;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a builder listens, as other builders of its instance reach it.
 *
 * @param host its address on the network of the services; loopback on one machine
 */
public record BuilderEndpoint(String host, int adminPort, int triggerPort) {
  private static final Pattern TEXT = Pattern.compile("([^ ]+):(\\d{1,5}),(\\d{1,5})");

  public BuilderEndpoint {
    Check.text(host, "host");
  }

  /** The address that {@link #text} gave; nothing of another text. */
  public static Optional<BuilderEndpoint> parse(String text) {
    var matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new BuilderEndpoint(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /** As {@code 10.214.3.7:42001,42002}. */
  public String text() {
    return host + ":" + adminPort + "," + triggerPort;
  }

  /**
   * @param path with its query
   */
  public URI admin(String path) {
    return URI.create("http://" + host + ":" + adminPort + path);
  }

  /** The same of the port for CI. */
  public URI trigger(String path) {
    return URI.create("http://" + host + ":" + triggerPort + path);
  }
}
