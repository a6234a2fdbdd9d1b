package dev.aviary.balancer.proxy.accept;

import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ports that could not be opened, with the reason. Another program listens there, or a connection
 * of some client has the port as its own: those of slots lie among the ports that Linux gives to
 * connections (32768 to 60999, unless {@code net.ipv4.ip_local_port_range} says else).
 */
@Singleton
public final class TakenPorts {
  private static final Logger LOG = LoggerFactory.getLogger(TakenPorts.class);

  private final Map<Integer, String> reasons = new TreeMap<>();

  TakenPorts() {}

  /**
   * Opens a port that visitors can do without for a while. A failure is logged once.
   *
   * @param purpose of the port, for the log
   * @return null when it could not be opened
   */
  synchronized @Nullable Channel open(int port, String purpose, Supplier<Channel> opening) {
    try {
      Channel channel = opening.get();
      if (reasons.remove(port) != null) {
        LOG.atInfo()
            .addKeyValue("port", port)
            .addKeyValue("for", purpose)
            .log("Opened a port that was taken");
      }
      return channel;
    } catch (Exception | UnsatisfiedLinkError e) {
      if (reasons.put(port, String.valueOf(e.getMessage())) == null) {
        LOG.atError()
            .addKeyValue("port", port)
            .addKeyValue("for", purpose)
            .addKeyValue("reason", e.getMessage())
            .log("Could not open a port; trying again each second");
      }
      return null;
    }
  }

  /** Forgets a port that nobody wants any more. */
  synchronized void forget(int port) {
    reasons.remove(port);
  }

  /** Of each port that is wanted and not open. */
  public synchronized Map<Integer, String> reasons() {
    return new TreeMap<>(reasons);
  }
}
