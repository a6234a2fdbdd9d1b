package dev.aviary.balancer.proxy.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the clients whose bytes do not move because a side takes none of them, over all event
 * loops, and bounds them: a client of its answer, a backend of an upload, either side of a tunnel.
 * For each the balancer holds in memory what one read of the other side brought.
 */
public final class StalledClients {
  private final AtomicInteger all = new AtomicInteger();
  private final int most;

  /**
   * @param most such clients at a time
   */
  public StalledClients(int most) {
    this.most = most;
  }

  /**
   * Takes a new count of one event loop.
   *
   * @param before what it counted last
   * @param now what it counts
   * @return how many of these it must cut off
   */
  int counted(int before, int now) {
    int total = all.addAndGet(now - before);
    int excess = total - most;
    // Each loop cuts its part, rounded down: the bound is exceeded by less than one client a loop.
    return excess <= 0 ? 0 : (int) ((long) excess * now / total);
  }
}
