package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.ContainerStarts;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.monitor.sample.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the container of a canary does beside answering: it dies and is started again, fails its
 * probes, or floods its log. For one thread.
 */
final class ContainerWatch {
  /** Over how long restarts are counted. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** How many of them are bad. */
  static final int RESTARTS = 2;

  /** How long probes must fail without a success in between. */
  static final Duration FAILING = Duration.ofSeconds(15);

  /** How long its log must flood without a pause. */
  static final Duration FLOODING = Duration.ofSeconds(15);

  private static final String CANARY = "canary";

  private final TrackStarts canary;
  private final TrackStarts stable;
  private @Nullable HealthReport report;
  private @Nullable LogReport log;

  /**
   * @param before the last judgement of the same deployment; null: there is none
   */
  ContainerWatch(@Nullable Judgement before) {
    canary = new TrackStarts(before == null ? null : before.canaryStarts());
    stable = new TrackStarts(before == null ? null : before.stableStarts());
  }

  /** The canary's container runs. */
  void sawCanary(Container container) {
    canary.saw(CANARY, container);
  }

  /** A stable container runs; another deployment in its slot is no restart. */
  void sawStable(String deployment, Container container) {
    stable.saw(deployment + " " + container.name(), container);
  }

  /** Other deployments than these do not serve in the stable slots any more. */
  void retainStable(Set<String> deployments) {
    stable.retain(place -> deployments.stream().anyMatch(each -> place.startsWith(each + " ")));
  }

  ContainerStarts canaryStarts() {
    return canary.known();
  }

  ContainerStarts stableStarts() {
    return stable.known();
  }

  /** What the newest probe of it told; null: none has yet. */
  void probed(@Nullable HealthReport newest) {
    report = newest;
  }

  /** What the newest reading of its log told; null: nothing is known. */
  void logged(@Nullable LogReport newest) {
    log = newest;
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
    LogReport wrote = log;
    if (wrote != null && wrote.floodsSince() != null) {
      reasons.add(
          "it floods its log since %s: %s%s"
              .formatted(
                  wrote.floodsSince(),
                  wrote.said(),
                  wrote.stableQuiet() ? "" : ", as stable does"));
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
    return restarts || fails || floods(now);
  }

  private boolean floods(Instant now) {
    LogReport known = log;
    return known != null
        && known.floodsSince() != null
        && known.stableQuiet()
        && !known.floodsSince().isAfter(now.minus(FLOODING));
  }
}
