package dev.aviary.balancer.control;

import jakarta.inject.Singleton;

/** Wakes whoever reports, so that what others wait for is told at once. */
@Singleton
final class Wake {
  private volatile Runnable sleeper = () -> {};

  /** Who is woken from now on; must not block. */
  void wakes(Runnable other) {
    sleeper = other;
  }

  void now() {
    sleeper.run();
  }
}
