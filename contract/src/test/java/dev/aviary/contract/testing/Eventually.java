package dev.aviary.contract.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what will become true, and fails when it does not in a time that is far too long. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Eventually() {}

  public static void eventually(String what, BooleanSupplier holds) {
    eventually(what, DEADLINE, holds);
  }

  /**
   * @param deadline for what takes its time, as a build or a whole rollout does
   */
  public static void eventually(String what, Duration deadline, BooleanSupplier holds) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not become true within " + deadline + ": " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
