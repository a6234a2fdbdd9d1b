package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;

/** How the buckets of {@link LatencyBuckets} compare, for one tolerance. Many judges share one. */
final class LatencyTables {
  private final double[][] byMargin;
  private final double[][] byTolerance;

  LatencyTables(LatencyBuckets buckets, Tolerance tolerance) {
    byMargin = buckets.longerBy(Math.sqrt(tolerance.slowerTimes()), tolerance.slowerMillis() / 2);
    byTolerance = buckets.longerBy(tolerance.slowerTimes(), tolerance.slowerMillis());
  }

  /**
   * Longer by half of what is tolerated: the square root of its times and half its milliseconds.
   */
  double[][] byMargin() {
    return byMargin;
  }

  /** Longer by what is tolerated: by its times and by its milliseconds. */
  double[][] byTolerance() {
    return byTolerance;
  }
}
