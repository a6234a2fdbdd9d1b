package dev.aviary.balancer.route;

import java.util.concurrent.atomic.AtomicInteger;

/** How many of an app's requests wait for the end of a pause, on all event loops together. */
public final class Seats {
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * Whether there was a seat left; whoever got one must {@link #leave()} it.
   *
   * @param most there are
   */
  public boolean take(int most) {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    leave();
    return false;
  }

  public void leave() {
    taken.decrementAndGet();
  }
}
