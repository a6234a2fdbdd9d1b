package dev.aviary.flag.evaluate;

import java.util.ArrayList;
import java.util.List;

/** When a rule may change what it gives by the time alone, gathered while it is compiled. */
final class Moments {
  private static final long SECOND = 1000;

  /** Beyond it a moment in milliseconds does not fit; it never comes. */
  private static final double NEVER = 1e15;

  private final List<Long> seconds = new ArrayList<>();
  private boolean everySecond;

  /** Nothing is known of how the rule uses the time. */
  void everySecond() {
    everySecond = true;
  }

  /** The rule compares the time in whole seconds with this. */
  void compared(Relation relation, double seconds) {
    double rounded = Math.ceil(seconds);
    if (relation.isEquality() && rounded == seconds) {
      add(seconds);
      add(seconds + 1);
    } else if (!relation.isEquality()) {
      // Either side may be the time, so both that second and the next one count.
      add(rounded);
      add(Math.floor(seconds) + 1);
    }
  }

  private void add(double second) {
    if (Math.abs(second) < NEVER) {
      seconds.add((long) second);
    }
  }

  Timeline timeline() {
    return new Timeline(
        seconds.stream().map(second -> second * SECOND).toList(),
        everySecond ? List.of(Timeline.Span.ALWAYS) : List.of());
  }
}
