package dev.aviary.benchmark.load;

import java.util.Arrays;

/** Times of many requests. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  public void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  public void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  public int count() {
    return count;
  }

  /** The nearest-rank quantile, us. */
  public double micros(double q) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.clamp((int) Math.ceil(q * count) - 1, 0, count - 1)] / 1000.0;
  }
}
