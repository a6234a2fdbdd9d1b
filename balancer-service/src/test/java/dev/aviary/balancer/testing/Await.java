package dev.aviary.balancer.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline that only a failure reaches. */
public final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Duration STILL = Duration.ofMillis(500);

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Returns when a count that has begun has not moved for a while. */
  public static void untilStill(String what, AtomicLong count) throws Exception {
    long[] last = {-1, System.nanoTime()};
    until(
        what,
        () -> {
          if (count.get() != last[0]) {
            last[0] = count.get();
            last[1] = System.nanoTime();
          }
          return count.get() > 0 && System.nanoTime() - last[1] > STILL.toNanos();
        });
  }
}
