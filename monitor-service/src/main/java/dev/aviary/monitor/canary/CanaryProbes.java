package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.probe.HttpProbe;
import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.monitor.evidence.TrackCounts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the containers of one app: the canary's whether it is well, and both tracks alike for the
 * paths that the app's settings name, to learn where visitors are few. The containers are asked at
 * their own addresses, so that the balancer counts none of it. Begun by one thread; each request
 * waits on a thread of its own.
 */
final class CanaryProbes {
  /** Tells an app that no visitor asks. */
  static final String HEADER = "X-Aviary-Probe";

  private static final Map<String, String> MARK = Map.of(HEADER, "1");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HEALTH_EVERY = Duration.ofSeconds(5);

  /** Requests that wait at the same time, at most. */
  private static final int IN_FLIGHT = 40;

  private static final int SERVER_ERROR = 500;

  private final InstantSource clock;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ProbeCounts canary = new ProbeCounts();
  private final ProbeCounts stable = new ProbeCounts();
  private volatile @Nullable HealthReport health;
  private Instant healthAt = Instant.EPOCH;
  private Instant nextAt = Instant.EPOCH;
  private int turn;

  CanaryProbes(InstantSource clock) {
    this.clock = clock;
  }

  /** What one track was asked and answered since it was taken last. For many threads. */
  private static final class ProbeCounts {
    private TrackCounts counts = TrackCounts.NONE;

    synchronized void add(boolean failed, @Nullable Duration took) {
      Map<String, Long> millis =
          took == null
              ? Map.of()
              : Map.of(LatencyBounds.NAMES.get(LatencyBounds.index(took.toNanos())), 1L);
      counts = ComparedSecond.sum(counts, new TrackCounts(1, failed ? 1 : 0, millis));
    }

    synchronized TrackCounts take() {
      TrackCounts taken = counts;
      counts = TrackCounts.NONE;
      return taken;
    }
  }

  /** Begins what is due up to a second from now. */
  void ask(Serving serving, Instant now) {
    if (!now.isBefore(healthAt)) {
      healthAt = now.plus(HEALTH_EVERY);
      launch(Duration.ZERO, () -> askHealth(serving));
    }
    List<String> paths = serving.options().probes();
    if (paths.isEmpty()) {
      return;
    }
    Duration pace = Duration.ofMinutes(1).dividedBy(serving.options().probesPerMinute());
    nextAt = nextAt.isBefore(now) ? now : nextAt;
    while (nextAt.isBefore(now.plusSeconds(1))) {
      String path = paths.get(turn % paths.size());
      Member beside = serving.stable().get(turn % serving.stable().size());
      Duration wait = Duration.between(now, nextAt);
      launch(wait, () -> ask(serving.canary(), path, canary));
      launch(wait, () -> ask(beside, path, stable));
      nextAt = nextAt.plus(pace);
      turn++;
    }
  }

  TrackCounts takeCanary() {
    return canary.take();
  }

  TrackCounts takeStable() {
    return stable.take();
  }

  @Nullable HealthReport health() {
    return health;
  }

  private void launch(Duration wait, Runnable probe) {
    if (inFlight.get() >= IN_FLIGHT) {
      return;
    }
    inFlight.incrementAndGet();
    Thread.ofVirtual()
        .name("canary-probe")
        .start(() -> {
          try {
            Thread.sleep(wait);
            probe.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            inFlight.decrementAndGet();
          }
        });
  }

  private void ask(Member member, String path, ProbeCounts counts) {
    long began = System.nanoTime();
    boolean failed;
    Duration took = null;
    try {
      failed = probe(member).get(path, member.healthHost(), MARK).status() >= SERVER_ERROR;
      took = Duration.ofNanos(System.nanoTime() - began);
    } catch (IOException e) {
      failed = true;
    }
    counts.add(failed, took);
  }

  private void askHealth(Serving serving) {
    Instant now = clock.instant();
    String wrong = wrong(serving.canary());
    HealthReport before = health;
    if (wrong == null) {
      health = new HealthReport(null, "", true);
      return;
    }
    Instant since = before == null ? null : before.failingSince();
    health =
        new HealthReport(
            since == null ? now : since,
            wrong,
            serving.stable().stream().anyMatch(each -> wrong(each) == null));
  }

  /** What is wrong with a container's answer to its probe; null: nothing. */
  private static @Nullable String wrong(Member member) {
    String path = member.healthPath();
    try {
      if (path == null) {
        probe(member).connect();
        return null;
      }
      int status = probe(member).get(path, member.healthHost(), MARK).status();
      return member.healthy().takes(status) ? null : path + " answers " + status;
    } catch (IOException e) {
      return (path == null ? "" : path + ": ") + e.getMessage();
    }
  }

  private static HttpProbe probe(Member member) {
    return HttpProbe.of(member, TIMEOUT);
  }
}
