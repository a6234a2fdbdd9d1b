package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;

/** How the cells of {@link LatencyCells} compare, for one tolerance. Many judges share one. */
final class LatencyTables {
  private final double[][] byMargin;
  private final double[][] byTolerance;

  LatencyTables(LatencyCells bounds, Tolerance tolerance) {
    byMargin = bounds.longerBy(Math.sqrt(tolerance.slowerTimes()));
    byTolerance = bounds.longerBy(tolerance.slowerTimes());
  }

  /** Longer by the square root of what is tolerated. */
  double[][] byMargin() {
    return byMargin;
  }

  /** Longer by what is tolerated. */
  double[][] byTolerance() {
    return byTolerance;
  }
}
