package dev.aviary.balancer.account;

import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts of a slot since the start of the balancer. Two of them give the counts in between.
 *
 * @param latency one count for each of {@link TrafficInterval#BOUNDS_MILLIS}, and one for what is
 *     longer
 * @param millis one count for each of {@link LatencyBounds#NAMES}
 */
record Totals(
    long requests,
    long serverErrors,
    long connectFailures,
    List<Long> latency,
    long attempts,
    long failedAttempts,
    List<Long> millis) {
  static final Totals ZERO =
      new Totals(
          0,
          0,
          0,
          Collections.nCopies(TrafficInterval.BOUNDS_MILLIS.size() + 1, 0L),
          0,
          0,
          Collections.nCopies(LatencyBounds.NAMES.size(), 0L));

  Totals since(Totals earlier) {
    return new Totals(
        requests - earlier.requests,
        serverErrors - earlier.serverErrors,
        connectFailures - earlier.connectFailures,
        difference(latency, earlier.latency),
        attempts - earlier.attempts,
        failedAttempts - earlier.failedAttempts,
        difference(millis, earlier.millis));
  }

  /** A request that is counted among the attempts before it ended is no idleness either. */
  boolean idle() {
    return requests == 0 && connectFailures == 0 && attempts == 0;
  }

  private static List<Long> difference(List<Long> counts, List<Long> earlier) {
    return IntStream.range(0, counts.size()).mapToObj(i -> counts.get(i) - earlier.get(i)).toList();
  }
}
