package dev.aviary.monitor.node;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The node of a swarm on which this monitor runs.
 *
 * @param name differs on each node; on a swarm the host's name, a dot and Swarm's id of the node;
 *     empty on one machine; {@code AVIARY_NODE}
 * @param silence how long a node's monitor gives no sign of life before the node counts as gone, 10
 *     s to 1 h; {@code AVIARY_NODE_SILENCE}
 */
@Context
@ConfigurationProperties("aviary.node")
public record NodeSettings(
    @Bindable(defaultValue = "") String name, @Bindable(defaultValue = "30s") Duration silence) {
  public NodeSettings {
    Check.range(silence, Duration.ofSeconds(10), Duration.ofHours(1), "aviary.node.silence");
  }

  /** Whether other nodes may have monitors too. */
  public boolean ofSwarm() {
    return !name.isEmpty();
  }

  /** Without Swarm's id, 25 letters and digits, which says nothing to people. */
  public static String shown(String name) {
    return name.replaceFirst("\\.[0-9a-z]{25}$", "");
  }
}
