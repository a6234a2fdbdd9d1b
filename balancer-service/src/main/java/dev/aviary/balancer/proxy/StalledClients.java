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
    // Each loop cuts its part, rounded up: the bound holds once all have looked a few times.
    return excess <= 0 ? 0 : (int) Math.min(now, ((long) excess * now + total - 1) / total);
  }
}
