package dev.aviary.balancer.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A container with eight workers: a request takes the one that is free first, or waits for it. */
final class Container {
  private static final int WORKERS = 8;
  private static final double MEAN_NANOS = 10e6;

  private final Condition.Course course;
  private final long[] freeAt = new long[WORKERS];

  Container(Condition.Course course) {
    this.course = course;
    Arrays.fill(freeAt, 0);
  }

  Condition at(long now) {
    return course.at(now / 1e9);
  }

  /** When a request that arrives now is answered: service times are exponential. */
  long answeredAt(long now, double slowness, RandomGenerator random) {
    int first = 0;
    for (int i = 1; i < WORKERS; i++) {
      first = freeAt[i] < freeAt[first] ? i : first;
    }
    double service = -StrictMath.log(1 - random.nextDouble()) * MEAN_NANOS * slowness;
    freeAt[first] = Math.max(now, freeAt[first]) + (long) service;
    return freeAt[first];
  }
}
