package dev.aviary.balancer.control;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever reports, so that what others wait for is told at once. Never blocks the waker. */
@Singleton
final class Wake {
  private final Semaphore calls = new Semaphore(0);

  void now() {
    calls.release();
  }

  /** Returns when woken, or after that time. */
  void await(Duration most) throws InterruptedException {
    calls.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    calls.drainPermits();
  }
}
