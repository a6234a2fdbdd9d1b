package dev.aviary.monitor.judge;

/** Forgetting with a half-life. */
final class Fading {
  private final double eachSecond;

  Fading(double halfLifeSeconds) {
    eachSecond = Math.pow(0.5, 1 / halfLifeSeconds);
  }

  /** What is left after so many seconds, 0 to 1. */
  double over(long seconds) {
    return seconds == 1 ? eachSecond : Math.pow(eachSecond, (double) seconds);
  }
}
