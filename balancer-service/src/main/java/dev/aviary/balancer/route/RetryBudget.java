package dev.aviary.balancer.route;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of an app may be in a second attempt at the same time: a fifth of the active
 * ones, and at least three (Envoy's retry budget). Retries that grow with the failures they answer
 * would be what keeps an app down.
 */
public final class RetryBudget {
  static final int LEAST = 3;
  private static final int PART = 5;

  private final AtomicInteger retrying = new AtomicInteger();

  /**
   * Begins one more retry, if the budget allows it; the caller must {@link #end()} it.
   *
   * @param active the app's requests that are being answered
   */
  public boolean begin(int active) {
    int most = Math.max(LEAST, active / PART);
    int now = retrying.get();
    while (now < most) {
      int found = retrying.compareAndExchange(now, now + 1);
      if (found == now) {
        return true;
      }
      now = found;
    }
    return false;
  }

  public void end() {
    retrying.decrementAndGet();
  }

  int retrying() {
    return retrying.get();
  }
}
