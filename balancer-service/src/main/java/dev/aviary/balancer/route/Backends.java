package dev.aviary.balancer.route;

import dev.aviary.contract.app.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every container that is routed to or still has requests in flight. One object stands for a
 * container from table to table, so that its count is never split.
 */
public final class Backends {
  private final ConcurrentHashMap<Key, Backend> backends = new ConcurrentHashMap<>();
  private final EjectionSettings ejection;
  private final Runnable onDrained;

  /**
   * @param ejection when failing answers put a container out
   * @param onDrained called on an event loop when the last request of a container without routes
   *     ended; must not block
   */
  public Backends(EjectionSettings ejection, Runnable onDrained) {
    this.ejection = ejection;
    this.onDrained = onDrained;
  }

  Backend of(Member member) {
    return backends.computeIfAbsent(
        Key.of(member), key -> new Backend(member, ejection, onDrained));
  }

  /** Requests in flight by container id; containers without any are missing. */
  public Map<String, Integer> inFlight() {
    var counts = new HashMap<String, Integer>();
    for (Backend backend : backends.values()) {
      int count = backend.inFlight();
      if (count > 0) {
        counts.merge(backend.member().container(), count, Integer::sum);
      }
    }
    return counts;
  }

  /** These containers, and no others, have routes from now on. */
  public void route(LiveTable table) {
    Set<Backend> routed = new HashSet<>(table.backends());
    backends.values().forEach(backend -> backend.routed(routed.contains(backend)));
  }

  /** Drops what has neither routes nor requests. Only after every event loop passed the table. */
  public void forgetDrained() {
    backends.values().removeIf(backend -> !backend.routed() && backend.inFlight() == 0);
  }

  private record Key(String container, String host, int port) {
    static Key of(Member member) {
      return new Key(member.container(), member.host(), member.port());
    }
  }
}
