package dev.aviary.balancer.control;

import dev.aviary.contract.loop.BackgroundLoop;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Wakes whoever reports, so that what others wait for is told at once. Never blocks the waker. */
@Singleton
final class Wake {
  private volatile @Nullable BackgroundLoop reporter;

  void calls(BackgroundLoop loop) {
    reporter = loop;
  }

  void now() {
    BackgroundLoop loop = reporter;
    if (loop != null) {
      loop.wake();
    }
  }
}
