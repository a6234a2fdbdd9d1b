package dev.aviary.monitor.mail;

import java.time.Duration;

/**
 * How long to wait after so many failures running: doubled each time, up to a limit.
 *
 * @param failures 0 after a success
 * @param first the pause after the first failure
 * @param most the longest pause
 */
record Backoff(int failures, Duration first, Duration most) {
  private static final int ENOUGH_DOUBLING = 20;

  /** For a server that is away, and a letter that it may take later. */
  static final Backoff OF_FAILURES = new Backoff(0, Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** For recipients that are all refused for good: somebody must mend that first. */
  static final Backoff OF_REFUSALS = new Backoff(0, Duration.ofMinutes(1), Duration.ofHours(1));

  /**
   * For a letter that the server perhaps has: each time more sends the owner a second copy (RFC
   * 5321, section 4.5.4.1: at least 30 minutes).
   */
  static final Backoff OF_SILENCE = new Backoff(0, Duration.ofMinutes(30), Duration.ofHours(12));

  Backoff more() {
    return after(failures + 1);
  }

  Backoff after(int failures) {
    return new Backoff(failures, first, most);
  }

  Backoff reset() {
    return new Backoff(0, first, most);
  }

  Duration pause() {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, ENOUGH_DOUBLING));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
