package dev.aviary.balancer.proxy.backend;

import java.util.concurrent.TimeUnit;

/** Counts the streams of one connection that are reset within 30 s of the first of them. */
final class ResetWindow {
  /**
   * Resets before the connection is replaced. Servers end one on which more are reset than they
   * expect, Netty's on the 201st; up to twice as many and those under way may still follow.
   */
  static final int MOST_RESETS = 50;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(30);

  private long since;
  private int resets;

  /**
   * Counts one.
   *
   * @param now of {@link System#nanoTime}
   * @return whether the connection is to be replaced
   */
  boolean add(long now) {
    if (resets == 0 || now - since > NANOS) {
      since = now;
      resets = 0;
    }
    resets++;
    return resets >= MOST_RESETS;
  }
}
