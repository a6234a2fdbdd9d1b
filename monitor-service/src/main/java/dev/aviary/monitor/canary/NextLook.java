package dev.aviary.monitor.canary;

import java.time.Duration;

/**
 * When the canaries are looked at next: as soon as the second is complete that a balancer counts
 * now. A look at any other moment of the second would find it up to a second later.
 */
final class NextLook {
  private static final long SECOND = 1_000;

  /** After a second is complete: for the time that Redis takes. */
  private static final long MARGIN = 50;

  /** A look that came a moment too early is not repeated at once. */
  private static final long SHORTEST = 20;

  private NextLook() {}

  /**
   * @param counted when a balancer last counted, in milliseconds since 1970; 0: unknown
   * @param now in milliseconds since 1970
   */
  static Duration after(long counted, long now) {
    if (counted == 0) {
      return Duration.ofMillis(SECOND);
    }
    long past = Math.floorMod(now - counted - SecondBuffer.COMPLETE_MILLIS - MARGIN, SECOND);
    return Duration.ofMillis(Math.max(SHORTEST, SECOND - past));
  }
}
