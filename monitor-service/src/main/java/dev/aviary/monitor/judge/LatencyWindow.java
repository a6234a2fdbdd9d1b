package dev.aviary.monitor.judge;

import java.util.Arrays;

/** Answers of both tracks by time, where old ones fade. */
final class LatencyWindow {
  private final LatencyCells bounds;
  private final HalfLife fading;
  private final double[] canary;
  private final double[] stable;

  /** No cell before {@code from}, and none from {@code to} on, has an answer. */
  private int from;

  private int to;
  private double scale = 1;
  private double canaryAnswers;
  private double stableAnswers;

  LatencyWindow(LatencyCells bounds, HalfLife fading) {
    this.bounds = bounds;
    this.fading = fading;
    canary = new double[bounds.cells()];
    stable = new double[bounds.cells()];
    from = bounds.cells();
  }

  void begin() {
    if (canaryAnswers + stableAnswers > 0) {
      Arrays.fill(canary, from, to, 0);
      Arrays.fill(stable, from, to, 0);
      from = bounds.cells();
      to = 0;
      canaryAnswers = 0;
      stableAnswers = 0;
    }
    scale = 1;
  }

  /** Newer answers weigh more instead of older ones less: that touches only the cells counted. */
  void add(long seconds, TrackSecond ofCanary, TrackSecond ofStable) {
    scale /= fading.over(seconds);
    if (scale > 1e6) {
      rescale();
    }
    canaryAnswers += fill(canary, ofCanary);
    stableAnswers += fill(stable, ofStable);
  }

  private void rescale() {
    for (int cell = 0; cell < canary.length; cell++) {
      canary[cell] /= scale;
      stable[cell] /= scale;
    }
    canaryAnswers /= scale;
    stableAnswers /= scale;
    scale = 1;
  }

  private double fill(double[] counts, TrackSecond second) {
    double sum = 0;
    for (int cell = second.firstCell(); cell < second.endCell(); cell++) {
      long count = second.latency(cell);
      if (count > 0) {
        counts[cell] += count * scale;
        sum += count * scale;
      }
    }
    from = Math.min(from, second.firstCell());
    to = Math.max(to, second.endCell());
    return sum;
  }

  double canaryAnswers() {
    return canaryAnswers / scale;
  }

  double stableAnswers() {
    return stableAnswers / scale;
  }

  double canaryMillis(double share) {
    return bounds.quantile(canary, share);
  }

  double stableMillis(double share) {
    return bounds.quantile(stable, share);
  }
}
