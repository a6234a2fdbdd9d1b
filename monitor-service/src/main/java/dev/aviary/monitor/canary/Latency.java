package dev.aviary.monitor.canary;

import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.monitor.judge.LatencyBuckets;
import java.util.HashMap;
import java.util.Map;

/** Counts of answers by time: by the names of their bounds, and as a row with one count a bound. */
final class Latency {
  /** The buckets of the rows that the rule takes. */
  static final LatencyBuckets BOUNDS = new LatencyBuckets(LatencyBounds.MILLIS);

  private static final Map<String, Integer> CELLS = buckets();

  private Latency() {}

  /**
   * A row of the rule. A bound that this version does not know, because another one wrote it,
   * counts in the bucket that holds it.
   */
  static double[] row(Map<String, ? extends Number> millis) {
    double[] row = new double[LatencyBounds.NAMES.size()];
    millis.forEach((bound, count) -> row[bucket(bound)] += count.doubleValue());
    return row;
  }

  static String name(int bucket) {
    return LatencyBounds.NAMES.get(bucket);
  }

  private static int bucket(String bound) {
    Integer known = CELLS.get(bound);
    return known == null ? LatencyBounds.index(Math.round(Double.parseDouble(bound) * 1e6)) : known;
  }

  private static Map<String, Integer> buckets() {
    var buckets = new HashMap<String, Integer>();
    for (int bucket = 0; bucket < LatencyBounds.NAMES.size(); bucket++) {
      buckets.put(LatencyBounds.NAMES.get(bucket), bucket);
    }
    return buckets;
  }
}
