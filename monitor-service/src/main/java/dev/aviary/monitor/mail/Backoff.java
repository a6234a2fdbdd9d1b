package dev.aviary.monitor.mail;

import java.time.Duration;

/**
 * How long to wait after so many failures running: 1 s, doubled each time, at most a minute.
 *
 * @param failures 0 after a success
 */
record Backoff(int failures) {
  static final Backoff NONE = new Backoff(0);

  private static final long LONGEST_SECONDS = 60;
  private static final int ENOUGH_DOUBLING = 6;

  Backoff more() {
    return new Backoff(failures + 1);
  }

  Duration pause() {
    return failures == 0
        ? Duration.ZERO
        : Duration.ofSeconds(
            Math.min(LONGEST_SECONDS, 1L << Math.min(failures - 1, ENOUGH_DOUBLING)));
  }
}
