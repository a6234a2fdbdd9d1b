package dev.aviary.balancer.account;

import dev.aviary.contract.telemetry.LatencyBounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a percentile off latency counts, as Prometheus' {@code histogram_quantile} does. */
final class Percentile {
  private Percentile() {}

  /**
   * @param counts one for each of {@link LatencyBounds#NAMES}
   * @param quantile 0 to 1
   * @return milliseconds; the last bound for what is longer than it; null when nothing was counted
   */
  static @Nullable Double of(List<Long> counts, double quantile) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return null;
    }
    List<Double> bounds = LatencyBounds.MILLIS;
    double rank = quantile * all;
    long below = 0;
    for (int i = 0; i < bounds.size(); i++) {
      long count = counts.get(i);
      if (count > 0 && below + count >= rank) {
        double lower = i == 0 ? 0 : bounds.get(i - 1);
        double millis = lower + (bounds.get(i) - lower) * (rank - below) / count;
        return Math.round(millis * 100) / 100.0;
      }
      below += count;
    }
    return bounds.getLast();
  }
}
