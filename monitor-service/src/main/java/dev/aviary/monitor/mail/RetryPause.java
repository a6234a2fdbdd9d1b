package dev.aviary.monitor.mail;

import java.time.Duration;

/**
 * How long to wait after so many failures running: doubled each time, up to a limit.
 *
 * @param failures 0 after a success
 * @param first the pause after the first failure
 * @param most the longest pause
 */
record RetryPause(int failures, Duration first, Duration most) {
  private static final int ENOUGH_DOUBLING = 20;

  /** For a server that is away, and a letter that it may take later. */
  static final RetryPause OF_FAILURES =
      new RetryPause(0, Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** For recipients that are all refused for good: somebody must mend that first. */
  static final RetryPause OF_REFUSALS =
      new RetryPause(0, Duration.ofMinutes(1), Duration.ofHours(1));

  /**
   * For a letter that the server perhaps has: each time more sends the owner a second copy (RFC
   * 5321, section 4.5.4.1: at least 30 minutes).
   */
  static final RetryPause OF_SILENCE =
      new RetryPause(0, Duration.ofMinutes(30), Duration.ofHours(12));

  RetryPause more() {
    return after(failures + 1);
  }

  RetryPause after(int failures) {
    return new RetryPause(failures, first, most);
  }

  RetryPause reset() {
    return new RetryPause(0, first, most);
  }

  Duration pause() {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, ENOUGH_DOUBLING));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
