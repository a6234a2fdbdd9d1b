package dev.aviary.balancer.account;

import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Counts of a slot since the start; the difference of two is what happened in between. */
record Totals(long requests, long serverErrors, long connectFailures, List<Long> latency) {
  static final Totals ZERO =
      new Totals(0, 0, 0, Collections.nCopies(TrafficInterval.BOUNDS_MILLIS.size() + 1, 0L));

  Totals since(Totals earlier) {
    return new Totals(
        requests - earlier.requests,
        serverErrors - earlier.serverErrors,
        connectFailures - earlier.connectFailures,
        IntStream.range(0, latency.size())
            .mapToObj(i -> latency.get(i) - earlier.latency.get(i))
            .toList());
  }

  boolean idle() {
    return requests == 0 && connectFailures == 0;
  }
}
