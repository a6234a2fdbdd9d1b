package dev.aviary.benchmark.judgement;

import dev.aviary.contract.telemetry.LatencyBounds;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Answer times as the balancer counts them: log-normal around a median with a standard deviation of
 * 0.5, and one answer of a hundred six times as long. Tables make a draw cost a few nanoseconds.
 */
final class AnswerTimes {
  static final List<Double> BOUNDS = LatencyBounds.MILLIS;
  static final int CELLS = BOUNDS.size() + 1;

  /** In ms, where the shift is 0. */
  private static final double MEDIAN = 80;

  private static final double DEVIATION = 0.5;
  private static final double RARE = 0.01;
  private static final double RARE_TIMES = 6;
  private static final int DRAWS = 4096;
  private static final int BITS = 12;
  private static final double STEP = 0.02;
  private static final double LOWEST = -6;
  private static final int LEVELS = 451;

  private final byte[][] tables = new byte[LEVELS][DRAWS];

  AnswerTimes() {
    var random = new SplittableRandom(1);
    double[] times = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      // Strata keep the table's shares exact.
      double normal = normal((i + 0.5) / DRAWS);
      times[i] =
          Math.log(MEDIAN)
              + DEVIATION * normal
              + (random.nextDouble() < RARE ? Math.log(RARE_TIMES) : 0);
    }
    for (int level = 0; level < LEVELS; level++) {
      for (int i = 0; i < DRAWS; i++) {
        tables[level][i] = (byte) cell(Math.exp(times[i] + LOWEST + level * STEP));
      }
    }
  }

  private static int cell(double millis) {
    int cell = 0;
    while (cell < BOUNDS.size() && millis > BOUNDS.get(cell)) {
      cell++;
    }
    return cell;
  }

  /** The inverse of the normal distribution, by bisection. */
  private static double normal(double share) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Simpson's rule over the density. */
  static double cumulative(double x) {
    int steps = 200;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = i * width;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-at * at / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  /** The shift at which the median is so many ms. */
  static double shiftTo(double millis) {
    return Math.log(millis / MEDIAN);
  }

  /**
   * Draws answers into the counts.
   *
   * @param shift the logarithm of how many times as long all of them take
   */
  void draw(SplittableRandom random, int answers, double shift, long[] counts) {
    int level = (int) Math.round((shift - LOWEST) / STEP);
    byte[] table = tables[Math.max(0, Math.min(LEVELS - 1, level))];
    long bits = 0;
    int left = 0;
    for (int i = 0; i < answers; i++) {
      if (left == 0) {
        bits = random.nextLong();
        left = 64 / BITS;
      }
      counts[table[(int) (bits & (DRAWS - 1))]]++;
      bits >>>= BITS;
      left--;
    }
  }
}
