package dev.aviary.balancer.route;

import dev.aviary.contract.app.Track;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each request of an app in turn its track: of any hundred in a row exactly {@code percent}
 * are the canary's, evenly spread, on however many event loops they arrive.
 */
final class SplitSequence {
  private final AtomicLong next = new AtomicLong();

  /**
   * @param percent the canary's requests of every hundred, 0 to 100
   */
  Track next(int percent) {
    return canary(next.getAndIncrement(), percent) ? Track.CANARY : Track.STABLE;
  }

  static boolean canary(long n, int percent) {
    // Only the place within a hundred matters, so that the product never overflows.
    long place = Math.floorMod(n, 100L);
    return (place + 1) * percent / 100 != place * percent / 100;
  }
}
