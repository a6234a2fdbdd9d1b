package dev.aviary.balancer.control;

import jakarta.inject.Singleton;

/** Wakes the reporter, so that a change is reported at once. */
@Singleton
final class ReportSignal {
  private volatile Runnable sleeper = () -> {};

  /** Sets what wakes the reporter; must not block. */
  void wakes(Runnable other) {
    sleeper = other;
  }

  void now() {
    sleeper.run();
  }
}
