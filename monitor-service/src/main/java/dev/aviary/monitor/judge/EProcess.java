package dev.aviary.monitor.judge;

import java.util.Arrays;

/**
 * Evidence that may be looked at at any time: a mixture of bets against "the canary is healthy",
 * each of which is worth 1 at most on average while that is true, whatever was seen before.
 *
 * <p>By Ville's inequality (1939; Ramdas, Grünwald, Vovk and Shafer, "Game-Theoretic Statistics and
 * Safe Anytime-Valid Inference", 2023) the mixture ever reaches c with probability at most 1/c. The
 * start is worth {@value #FIRST_SHARE}. Every minute a new bet begins (an e-detector: Shin, Ramdas
 * and Rinaldo, 2024), so that a change later is seen too: together they are worth the rest in the
 * first hour, and {@value #LATER_SHARE} in each later one. By Doob's inequality the probability of
 * reaching c is thus at most 1/c in the first hour and a twentieth of that in each later hour. What
 * was won fades with a half-life of twelve hours, which only lowers it.
 */
final class EProcess {
  static final double FIRST_SHARE = 0.95;
  static final double LATER_SHARE = 0.05;

  /** What is beyond certain is forgotten, so that the process can come down again. */
  private static final double MOST = 1e12;

  private static final HalfLife FADING = new HalfLife(12 * 3600);
  private static final int HOUR = 60;

  private final double[] weights;
  private final double[] values;
  private final double[] even;
  private double waiting;

  /**
   * @param weights of the bets; they add up to 1
   */
  EProcess(double... weights) {
    this.weights = weights;
    this.values = new double[weights.length];
    this.even = new double[weights.length];
    Arrays.fill(even, 1);
    for (int i = 0; i < weights.length; i++) {
      values[i] = FIRST_SHARE * weights[i];
    }
  }

  /**
   * Lets time pass. The bets of a new minute wait for {@link #begin}.
   *
   * @param minute minutes since the canary's first second, before
   * @param minuteNow and now
   */
  void pass(long seconds, long minute, long minuteNow) {
    double kept = FADING.over(seconds);
    for (int i = 0; i < values.length; i++) {
      values[i] *= kept;
    }
    waiting += minute == minuteNow ? 0 : begun(minuteNow) - begun(minute);
  }

  /** Lets the bets begin that wait: what was seen until now does not count for them. */
  void begin() {
    if (waiting > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] += waiting * weights[i];
      }
      waiting = 0;
    }
  }

  private static double begun(long minute) {
    return (1 - FIRST_SHARE) * Math.min(minute, HOUR) / HOUR
        + LATER_SHARE * Math.max(0, minute - HOUR) / HOUR;
  }

  void multiply(int bet, double factor) {
    values[bet] = Math.min(MOST, values[bet] * factor);
  }

  double value() {
    return value(even);
  }

  /** With what each bet has won since, and with the bets that wait. */
  double value(double[] since) {
    double sum = waiting;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * since[i];
    }
    return sum;
  }
}
