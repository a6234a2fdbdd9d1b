package dev.aviary.monitor.console.live;

import org.jspecify.annotations.Nullable;

/** Numbers as they are shown: with as many digits as a person reads. */
final class Rounded {
  private Rounded() {}

  /** Two digits after the point; null for what is no number. */
  static @Nullable Double of(double value) {
    return Double.isFinite(value) ? Math.round(value * 100) / 100.0 : null;
  }
}
