package dev.aviary.contract.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: twice as long after each, up to a limit. A random part
 * of up to a half is taken away, so that those that failed together do not come back together.
 *
 * @param first the wait after one failure
 * @param most the longest wait
 */
public record Backoff(Duration first, Duration most) {
  private static final int DOUBLINGS = 20;

  /**
   * @param failures in a row, 1 or more
   */
  public Duration after(int failures, RandomGenerator random) {
    long whole = whole(failures).toMillis();
    return Duration.ofMillis(whole - (long) (random.nextDouble() * whole / 2));
  }

  /**
   * The wait of which nothing is taken away.
   *
   * @param failures in a row, 1 or more
   */
  public Duration whole(int failures) {
    long wait = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    return Duration.ofMillis(Math.min(wait, most.toMillis()));
  }
}
