package dev.aviary.system.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
public final class Await {
  private static final Duration LOOK = Duration.ofMillis(100);

  private Await() {}

  /**
   * @param deadline after which the wait is given up; nothing is measured by it
   * @param seen what to show when it never came true
   */
  public static void until(
      String what, Duration deadline, BooleanSupplier holds, Supplier<Object> seen) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within %s: %s; seen last: %s".formatted(deadline, what, seen.get()));
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public static void until(String what, Duration deadline, BooleanSupplier holds) {
    until(what, deadline, holds, () -> "nothing more");
  }
}
