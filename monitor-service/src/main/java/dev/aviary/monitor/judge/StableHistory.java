package dev.aviary.monitor.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is known of the stable track's own past. Old seconds fade with a half-life of an hour of
 * traffic, so that the rate follows the app. The caller keeps it.
 *
 * @param requests requests, faded; 0 when nothing is known
 * @param errors failed ones among them, faded
 * @param latency answers by time, faded, one count a bucket of {@link LatencyBuckets}; empty when
 *     nothing is known
 */
public record StableHistory(double requests, double errors, List<Double> latency) {
  private static final double KEPT_EACH_SECOND = new HalfLife(3600).over(1);

  /** How many requests make a rate that is known. */
  static final double ENOUGH = 1000;

  public static final StableHistory NONE = new StableHistory(0, 0, List.of());

  public StableHistory {
    latency = List.copyOf(latency);
  }

  public boolean known() {
    return requests >= ENOUGH;
  }

  /** With one second of traffic more. */
  public StableHistory after(TrackSecond second) {
    List<Double> sums = latency;
    if (second.hasLatency()) {
      var next =
          new ArrayList<>(
              latency.isEmpty() ? Collections.nCopies(second.latencyBuckets(), 0.0) : latency);
      next.replaceAll(count -> count * KEPT_EACH_SECOND);
      for (int bucket = 0; bucket < second.latencyBuckets(); bucket++) {
        next.set(bucket, next.get(bucket) + second.latency(bucket));
      }
      sums = next;
    }
    return new StableHistory(
        requests * KEPT_EACH_SECOND + second.attempts(),
        errors * KEPT_EACH_SECOND + second.failed(),
        sums);
  }

  /** The most that the error rate may be, by a 95 % bound (Wilson, one-sided), at least 0.01 %. */
  double highestErrorRate() {
    double z = 1.645;
    double rate = errors / requests;
    double bound =
        (rate
                + z * z / (2 * requests)
                + z * Math.sqrt(rate * (1 - rate) / requests + z * z / (4 * requests * requests)))
            / (1 + z * z / requests);
    return Math.min(0.5, Math.max(bound, 0.0001));
  }
}
