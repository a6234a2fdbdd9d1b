package dev.aviary.monitor.judge;

import java.util.List;

/**
 * The buckets in which answers are counted by time: one for each bound (at most that long, and
 * longer than the bound before) and one for what is longer. Inside a bucket the times are taken as
 * spread evenly over their logarithm.
 */
public final class LatencyBuckets {
  private static final int STEPS = 24;

  private final double[] upper;

  /**
   * @param millis upper bounds in ms, rising, above 0
   */
  public LatencyBuckets(List<? extends Number> millis) {
    upper = new double[millis.size() + 1];
    for (int i = 0; i < millis.size(); i++) {
      upper[i] = millis.get(i).doubleValue();
      if (upper[i] <= (i == 0 ? 0 : upper[i - 1])) {
        throw new IllegalArgumentException("bounds are " + millis + "; give rising ones above 0");
      }
    }
    upper[millis.size()] = 2 * upper[millis.size() - 1];
  }

  int size() {
    return upper.length;
  }

  double lower(int bucket) {
    return bucket == 0 ? upper[0] / 2 : upper[bucket - 1];
  }

  double upper(int bucket) {
    return upper[bucket];
  }

  /** The first bucket whose times are all longer than so many ms; the last one at most. */
  int bucketBeyond(double millis) {
    for (int bucket = 0; bucket < upper.length; bucket++) {
      if (lower(bucket) >= millis) {
        return bucket;
      }
    }
    return upper.length - 1;
  }

  /** The time in ms that a share of the counts does not exceed; 0 when there are none. */
  public double quantile(double[] counts, double share) {
    double all = 0;
    for (double count : counts) {
      all += count;
    }
    double left = all * share;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] > 0 && left <= counts[bucket]) {
        return lower(bucket) * Math.pow(upper[bucket] / lower(bucket), left / counts[bucket]);
      }
      left -= counts[bucket];
    }
    return 0;
  }

  /**
   * {@code [i][j]}: the probability that an answer of bucket i is more than so many times as long
   * as one of bucket j, and more than so many ms longer.
   */
  double[][] longerBy(double times, double millis) {
    var inside = new double[size()][STEPS];
    for (int bucket = 0; bucket < size(); bucket++) {
      for (int step = 0; step < STEPS; step++) {
        inside[bucket][step] =
            lower(bucket) * Math.pow(upper(bucket) / lower(bucket), (step + 0.5) / STEPS);
      }
    }
    var table = new double[size()][size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        table[i][j] = share(inside[i], inside[j], times, millis);
      }
    }
    return table;
  }

  private static double share(double[] some, double[] others, double times, double millis) {
    int longer = 0;
    for (double other : others) {
      double limit = Math.max(other * times, other + millis);
      for (double one : some) {
        if (one > limit) {
          longer++;
        }
      }
    }
    return (double) longer / (STEPS * STEPS);
  }
}
