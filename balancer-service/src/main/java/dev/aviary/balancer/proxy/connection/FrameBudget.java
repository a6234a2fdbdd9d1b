package dev.aviary.balancer.proxy.connection;

import java.util.concurrent.TimeUnit;

/**
 * How many frames that bring nothing of a request a client may send on one HTTP/2 connection. It is
 * a bucket of tokens, told as the moment at which it is full again (GCRA, ITU-T I.371, annex A).
 * Each useful frame gives some back, because it lets a client send window updates, and a ping or
 * two to measure its path.
 */
final class FrameBudget {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long interval;
  private long fullAt;

  /**
   * @param most frames at once, and in 10 s in the long run
   * @param now {@link System#nanoTime()}
   */
  FrameBudget(int most, long now) {
    this.interval = WINDOW_NANOS / most;
    this.fullAt = now;
  }

  /** Takes a frame; false when it is one too many. */
  boolean spend(long now) {
    fullAt = Math.max(fullAt - now, 0) + now + interval;
    return fullAt - now <= WINDOW_NANOS;
  }

  /** A useful frame was received, or sent. */
  void earn(int frames) {
    fullAt -= frames * interval;
  }
}
