package dev.aviary.monitor.mail;

import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.telemetry.BalancerStore;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Waits until every balancer has applied what is written in Redis. */
@Singleton
final class RouteAcknowledgement {
  /** The longest that a mail waits for it. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ControlReader control;
  private final BalancerStore balancers;

  RouteAcknowledgement(ControlReader control, BalancerStore balancers) {
    this.control = control;
    this.balancers = balancers;
  }

  /**
   * Whether it comes in time for all that was written up to now: the write that a mail is about was
   * before.
   */
  boolean comes() {
    Revision written = control.revision();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!balancers.acknowledged(written)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
