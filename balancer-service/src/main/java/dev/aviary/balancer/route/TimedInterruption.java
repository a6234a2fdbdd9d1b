package dev.aviary.balancer.route;

import dev.aviary.contract.route.Interruption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An interruption with its end on this process's own clock. The end is set by the wall clock, which
 * all balancers share, and measured from then on by {@link System#nanoTime()}.
 *
 * @param ends whether it ends by itself
 * @param until {@link System#nanoTime()} at which it does
 */
public record TimedInterruption(Interruption.Present why, boolean ends, long until) {
  /** Seconds after which a client tries again while the end is unknown. */
  private static final int UNKNOWN_SECONDS = 60;

  static @Nullable TimedInterruption of(
      Interruption.@Nullable Present why, Instant now, long nanos) {
    if (why == null) {
      return null;
    }
    Instant until = why.until();
    long left = until == null ? 0 : Math.max(0, nanosBetween(now, until));
    return new TimedInterruption(why, until != null, nanos + left);
  }

  /** Nanoseconds between the two, at most a century. */
  private static long nanosBetween(Instant now, Instant until) {
    Duration most = Duration.ofDays(36_500);
    Duration between = Duration.between(now, until);
    return (between.compareTo(most) < 0 ? between : most).toNanos();
  }

  /** Whether requests may wait for its end. */
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
