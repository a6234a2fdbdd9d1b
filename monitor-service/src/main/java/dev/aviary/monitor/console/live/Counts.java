package dev.aviary.monitor.console.live;

import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.monitor.judge.LatencyBuckets;

/** Answers of visitors, added up. */
final class Counts {
  private static final LatencyBuckets BOUNDS = new LatencyBuckets(LatencyBounds.MILLIS);

  private final double[] cells = new double[CountWindow.CELLS];
  private long attempts;
  private long failed;
  private long timed;

  void add(int moreAttempts, int moreFailed, int[] more) {
    attempts += moreAttempts;
    failed += moreFailed;
    for (int i = 0; i < cells.length; i++) {
      cells[i] += more[i];
      timed += more[i];
    }
  }

  long attempts() {
    return attempts;
  }

  long failed() {
    return failed;
  }

  /** In milliseconds; not a number when no answer came. */
  double quantile(double share) {
    return timed == 0 ? Double.NaN : BOUNDS.quantile(cells, share);
  }
}
