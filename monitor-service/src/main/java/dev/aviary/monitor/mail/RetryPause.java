package dev.aviary.monitor.mail;

import dev.aviary.contract.loop.Backoff;
import java.time.Duration;

/**
 * How long to wait after so many failures running. The wait is whole: a mail server may hold a
 * letter for all of it.
 *
 * @param failures 0 after a success
 * @param backoff for this kind of failure
 */
record RetryPause(int failures, Backoff backoff) {
  /** For a server that is away, and a letter that it may take later. */
  static final RetryPause OF_FAILURES = of(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** For recipients that are all refused for good: a person must correct them first. */
  static final RetryPause OF_REFUSALS = of(Duration.ofMinutes(1), Duration.ofHours(1));

  /**
   * For a letter that the server perhaps has: each time more sends the owner a second copy (RFC
   * 5321, section 4.5.4.1: at least 30 minutes).
   */
  static final RetryPause OF_SILENCE = of(Duration.ofMinutes(30), Duration.ofHours(12));

  private static RetryPause of(Duration first, Duration most) {
    return new RetryPause(0, new Backoff(first, most));
  }

  RetryPause more() {
    return after(failures + 1);
  }

  RetryPause after(int failures) {
    return new RetryPause(failures, backoff);
  }

  RetryPause reset() {
    return after(0);
  }

  Duration pause() {
    return failures == 0 ? Duration.ZERO : backoff.whole(failures);
  }
}
