package dev.aviary.monitor.judge;

/** Forgetting with a half-life. */
final class HalfLife {
  /** Longer gaps between two seconds with traffic are rare. */
  private static final int KNOWN = 120;

  private final double eachSecond;
  private final double[] known = new double[KNOWN];

  HalfLife(double halfLifeSeconds) {
    eachSecond = Math.pow(0.5, 1 / halfLifeSeconds);
    for (int seconds = 0; seconds < KNOWN; seconds++) {
      known[seconds] = Math.pow(eachSecond, seconds);
    }
  }

  /** What is left after so many seconds, 0 to 1. */
  double over(long seconds) {
    return seconds < KNOWN ? known[(int) seconds] : Math.pow(eachSecond, (double) seconds);
  }
}
