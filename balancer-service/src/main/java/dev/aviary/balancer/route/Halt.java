package dev.aviary.balancer.route;

import dev.aviary.contract.route.Interruption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An interruption as requests meet it. Its end is told by the wall clock, which all balancers
 * share, and from then on measured by this process's own.
 *
 * @param ends whether it ends by itself
 * @param until {@link System#nanoTime()} at which it does
 */
public record Halt(Interruption why, boolean ends, long until) {
  /** When to try again where nobody said for how long it takes. */
  private static final int UNKNOWN_SECONDS = 60;

  static @Nullable Halt of(@Nullable Interruption why, Instant now, long nanos) {
    if (why == null) {
      return null;
    }
    Instant until = why.until();
    long left = until == null ? 0 : Math.max(0, nanosBetween(now, until));
    return new Halt(why, until != null, nanos + left);
  }

  /** Further off than a process lives is as good as a century. */
  private static long nanosBetween(Instant now, Instant until) {
    Duration most = Duration.ofDays(36_500);
    Duration between = Duration.between(now, until);
    return (between.compareTo(most) < 0 ? between : most).toNanos();
  }

  /** Requests may wait for its end. */
  public boolean pauses() {
    return why instanceof Interruption.Pause;
  }

  boolean over(long now) {
    return ends && until - now <= 0;
  }

  /** Whole seconds to its end, at least 1. */
  public int seconds(long now) {
    if (!ends) {
      return UNKNOWN_SECONDS;
    }
    long nanos = until - now + TimeUnit.SECONDS.toNanos(1) - 1;
    return Math.clamp(TimeUnit.NANOSECONDS.toSeconds(nanos), 1, Integer.MAX_VALUE);
  }
}
