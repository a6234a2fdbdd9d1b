package dev.aviary.balancer.route;

import java.time.Duration;

/**
 * What a container's answers to real requests say of it: pure. Failures in a row eject it for a
 * while, each time for longer (Envoy's outlier detection); time without an ejection makes the next
 * one shorter again. A single refused connection makes it be passed over for a moment.
 *
 * @param failures in a row: 5xx, refused connections, answers that broke off
 * @param repeats ejections that count, the last one included
 * @param ejected whether it was failures in a row that last put it out
 * @param out whether it was ever put out, so that {@code until} means something
 * @param until {@link System#nanoTime()} at which it is used again
 */
record Outlier(int failures, int repeats, boolean ejected, boolean out, long until) {
  static final Outlier NONE = new Outlier(0, 0, false, false, 0);

  /** How long a container that refused a connection is passed over, where others can answer. */
  static final Duration PASSED_OVER = Duration.ofSeconds(2);

  boolean available(long now) {
    return !out || until - now <= 0;
  }

  /** Whether failures in a row keep it out at that moment. */
  boolean ejected(long now) {
    return ejected && !available(now);
  }

  Outlier succeeded() {
    return failures == 0 ? this : new Outlier(0, repeats, ejected, out, until);
  }

  /**
   * @param last no other container could answer: this one stays
   */
  Outlier failed(long now, boolean last, EjectionSettings settings) {
    if (ejected(now)) {
      return this;
    }
    int inARow = Math.min(failures + 1, settings.failures());
    if (inARow < settings.failures() || last) {
      return new Outlier(inARow, repeats, ejected, out, until);
    }
    int counted = counted(now, settings) + 1;
    return new Outlier(0, counted, true, true, now + settings.duration(counted).toNanos());
  }

  Outlier refused(long now, boolean last, EjectionSettings settings) {
    Outlier failed = failed(now, last, settings);
    return failed.ejected(now)
        ? failed
        : new Outlier(
            failed.failures, counted(now, settings), false, true, now + PASSED_OVER.toNanos());
  }

  /** Each base time since it came back takes one ejection from its record. */
  private int counted(long now, EjectionSettings settings) {
    if (repeats == 0 || until - now > 0) {
      return repeats;
    }
    return (int) Math.max(0, repeats - (now - until) / settings.base().toNanos());
  }
}
