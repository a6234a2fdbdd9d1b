package dev.aviary.balancer.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many clients take nothing of their answers, over all event loops. Each holds a read's worth
 * of a backend's answer in the balancer's memory, which is bounded.
 */
final class StalledClients {
  private final AtomicInteger all = new AtomicInteger();
  private final int most;

  StalledClients(int most) {
    this.most = most;
  }

  /**
   * One event loop counted its own anew.
   *
   * @param before what it counted last
   * @param now what it counts
   * @return how many of these it must cut off
   */
  int counted(int before, int now) {
    int total = all.addAndGet(now - before);
    int excess = total - most;
    // Each loop cuts its part, rounded down: so the last one of a loop stays, and the bound is
    // exceeded by less than one client a loop.
    return excess <= 0 ? 0 : (int) ((long) excess * now / total);
  }
}
