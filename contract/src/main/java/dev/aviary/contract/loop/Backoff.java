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
    long wait = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long bounded = Math.min(wait, most.toMillis());
    return Duration.ofMillis(bounded - (long) (random.nextDouble() * bounded / 2));
  }
}
