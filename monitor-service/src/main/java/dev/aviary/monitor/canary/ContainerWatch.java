package dev.aviary.monitor.canary;

import dev.aviary.monitor.sample.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the container of a canary does beside answering: that it died and was started again, and
 * that it fails its probes. For one thread.
 */
final class ContainerWatch {
  /** Over how long restarts are counted. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** How many of them are bad. */
  static final int RESTARTS = 2;

  /** How long probes must fail without a success in between. */
  static final Duration FAILING = Duration.ofSeconds(15);

  private final Starts canary = new Starts();
  private final Starts stable = new Starts();
  private @Nullable HealthReport report;

  /** The starts of one track's containers, by deployment and slot. */
  private static final class Starts {
    private final Map<String, Start> last = new HashMap<>();
    private final Deque<Instant> again = new ArrayDeque<>();

    private record Start(String container, Instant at) {}

    void saw(String place, Container container) {
      var start = new Start(container.id(), container.startedAt());
      Start before = last.put(place, start);
      if (before != null && !before.equals(start)) {
        again.addLast(container.startedAt());
      }
    }

    List<Instant> since(Instant then) {
      while (!again.isEmpty() && again.getFirst().isBefore(then)) {
        again.removeFirst();
      }
      return List.copyOf(again);
    }
  }

  /** The canary's container runs. */
  void sawCanary(Container container) {
    canary.saw("canary", container);
  }

  /** A stable container runs; another deployment in its slot is no restart. */
  void sawStable(String deployment, Container container) {
    stable.saw(deployment + " " + container.name(), container);
  }

  /** What the newest probe of it told; null: none has yet. */
  void probed(@Nullable HealthReport newest) {
    report = newest;
  }

  /** What it does that it should not, in words. */
  List<String> reasons(Instant now) {
    var reasons = new ArrayList<String>();
    List<Instant> restarts = canary.since(now.minus(WINDOW));
    if (!restarts.isEmpty()) {
      reasons.add(
          "its container died and was started again %s in %d minutes, last at %s"
              .formatted(
                  restarts.size() == 1 ? "once" : restarts.size() + " times",
                  WINDOW.toMinutes(),
                  restarts.getLast()));
    }
    HealthReport known = report;
    if (known != null && known.failingSince() != null) {
      reasons.add("it fails its probes since %s: %s".formatted(known.failingSince(), known.said()));
    }
    return reasons;
  }

  /** Whether it alone does so, again and again: where stable does it too, it is the host. */
  boolean bad(Instant now) {
    boolean restarts =
        canary.since(now.minus(WINDOW)).size() >= RESTARTS
            && stable.since(now.minus(WINDOW)).isEmpty();
    HealthReport known = report;
    boolean fails =
        known != null
            && known.failingSince() != null
            && known.stableWell()
            && !known.failingSince().isAfter(now.minus(FAILING));
    return restarts || fails;
  }
}
