package dev.aviary.monitor.judge;

import java.util.Arrays;

/** Answers of both tracks by time, where old ones fade. */
final class LatencyWindow {
  private final LatencyBuckets buckets;
  private final HalfLife fading;
  private final double[] canary;
  private final double[] stable;

  /** No bucket before {@code from}, and none from {@code to} on, has an answer. */
  private int from;

  private int to;
  private double scale = 1;
  private double canaryAnswers;
  private double stableAnswers;

  LatencyWindow(LatencyBuckets buckets, HalfLife fading) {
    this.buckets = buckets;
    this.fading = fading;
    canary = new double[buckets.size()];
    stable = new double[buckets.size()];
    from = buckets.size();
  }

  void begin() {
    if (canaryAnswers + stableAnswers > 0) {
      Arrays.fill(canary, from, to, 0);
      Arrays.fill(stable, from, to, 0);
      from = buckets.size();
      to = 0;
      canaryAnswers = 0;
      stableAnswers = 0;
    }
    scale = 1;
  }

  /** Newer answers weigh more instead of older ones less: that touches only the buckets counted. */
  void add(long seconds, TrackSecond ofCanary, TrackSecond ofStable) {
    scale /= fading.over(seconds);
    if (scale > 1e6) {
      rescale();
    }
    canaryAnswers += fill(canary, ofCanary);
    stableAnswers += fill(stable, ofStable);
  }

  private void rescale() {
    for (int bucket = 0; bucket < canary.length; bucket++) {
      canary[bucket] /= scale;
      stable[bucket] /= scale;
    }
    canaryAnswers /= scale;
    stableAnswers /= scale;
    scale = 1;
  }

  private double fill(double[] counts, TrackSecond second) {
    double sum = 0;
    for (int bucket = second.firstBucket(); bucket < second.endBucket(); bucket++) {
      long count = second.latency(bucket);
      if (count > 0) {
        counts[bucket] += count * scale;
        sum += count * scale;
      }
    }
    from = Math.min(from, second.firstBucket());
    to = Math.max(to, second.endBucket());
    return sum;
  }

  double canaryAnswers() {
    return canaryAnswers / scale;
  }

  double stableAnswers() {
    return stableAnswers / scale;
  }

  double canaryMillis(double share) {
    return buckets.quantile(canary, share);
  }

  double stableMillis(double share) {
    return buckets.quantile(stable, share);
  }
}
