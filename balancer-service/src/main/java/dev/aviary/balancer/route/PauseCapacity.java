package dev.aviary.balancer.route;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and bounds the requests of one app that wait for the end of a pause, on all event loops.
 */
public final class PauseCapacity {
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Counts one more request; the caller must {@link #leave()} later.
   *
   * @param most requests that may wait at a time
   * @return false, and nothing is counted, when that many wait already
   */
  public boolean take(int most) {
    if (waiting.incrementAndGet() <= most) {
      return true;
    }
    leave();
    return false;
  }

  public void leave() {
    waiting.decrementAndGet();
  }
}
