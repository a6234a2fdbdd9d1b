package dev.aviary.monitor.swarm;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.node.NodeSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, as the judge, that a node is gone, and that it is back; knows it, as any monitor. */
@Singleton
public final class NodeWatch {
  /** The node of a {@code node-gone} gives a sign of life again. */
  public static final String BACK = "node-back";

  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
  private static final String MONITOR = "monitor";

  /** By the builder, of a node that was removed from the swarm; by the balancer, by hand. */
  private static final String BALANCER_FORGOTTEN = "balancer-forgotten";

  /** So many of the newest events are looked through, once in a while. */
  private static final int LOOKED_AT = 500;

  private static final long LOOK = Duration.ofSeconds(5).toNanos();

  /** Clocks of nodes differ by less. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final NodeSettings node;
  private final NodeReportStore store;
  private final EventLog events;
  private final JudgeLease judge;
  private final InstantSource clock;
  private final Map<String, Long> lookedAt = new TreeMap<>();
  private volatile Map<String, String> gone = Map.of();

  NodeWatch(
      NodeSettings node,
      NodeReportStore store,
      EventLog events,
      JudgeLease judge,
      InstantSource clock) {
    this.node = node;
    this.store = store;
    this.events = events;
    this.judge = judge;
    this.clock = clock;
  }

  /** Node to since when it is gone. */
  Map<String, String> gone() {
    return gone;
  }

  void take(Map<String, String> newest) {
    gone = Map.copyOf(newest);
  }

  /** Whether it is silent for so long that its node counts as gone. */
  boolean isSilent(OtherNode other, long now) {
    return other.silence(now).compareTo(node.silence()) >= 0;
  }

  /**
   * It is silent for so long.
   *
   * @return whether it has left the swarm: its report is removed
   */
  boolean silent(OtherNode other, long now) {
    if (!judge.judges()) {
      return false;
    }
    if (other.report().leaving() || removed(other, now)) {
      store.forget(other.name());
      lookedAt.remove(other.name());
      LOG.atInfo().addKeyValue("node", other.name()).log("A node left");
      return true;
    }
    if (!gone.containsKey(other.name())) {
      Instant at = clock.instant();
      store.putGone(
          other.name(),
          at,
          event(
              ActionNeeded.NODE_GONE,
              other.name(),
              ("the monitor of this node gives no sign of life for %d s, so nobody watches its"
                      + " containers. docker node ls says what the swarm knows of it; docker node rm"
                      + " --force removes one that does not come back")
                  .formatted(node.silence().toSeconds())));
      LOG.atError().addKeyValue("node", other.name()).log("A node is gone");
    }
    return false;
  }

  /** It gives a sign of life. */
  void heard(OtherNode other) {
    String since = gone.get(other.name());
    if (since != null && judge.judges()) {
      store.putBack(
          other.name(),
          since,
          event(BACK, other.name(), "this node gives signs of life again; it was gone " + since));
      LOG.atInfo().addKeyValue("node", other.name()).log("A node is back");
    }
  }

  private boolean removed(OtherNode other, long now) {
    Long before = lookedAt.get(other.name());
    if (before != null && now - before < LOOK) {
      return false;
    }
    lookedAt.put(other.name(), now);
    var its = Pattern.compile(".*-" + Pattern.quote(other.name()) + "(-[2-9])?");
    Instant from = other.report().at().minus(CLOCKS);
    return events.newest(LOOKED_AT).stream()
        .filter(each -> each.what().equals(BALANCER_FORGOTTEN) && each.at().isAfter(from))
        .map(Event::subject)
        .anyMatch(each -> each != null && its.matcher(each).matches());
  }

  private Event event(String what, String which, String why) {
    return new Event(clock.instant(), MONITOR, what, null, NodeSettings.shown(which), why);
  }
}
