package dev.aviary.monitor.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The last minute of one metric of one container. */
record Window(List<Reading> readings) {
  static final Duration LENGTH = Duration.ofSeconds(60);
  static final Window EMPTY = new Window(List.of());

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  Window {
    readings = List.copyOf(readings);
  }

  /**
   * One value.
   *
   * @param at monotonic, in nanoseconds
   * @param value percent
   */
  record Reading(long at, double value) {}

  Window with(Reading reading) {
    var kept = new ArrayList<>(since(reading.at() - LENGTH.toNanos()));
    kept.add(reading);
    return new Window(kept);
  }

  /**
   * The mean of the last {@code span} up to {@code now}, or nothing when there are not enough
   * readings to speak of one: they must reach back three quarters of the span and be as many as
   * half its seconds.
   */
  OptionalDouble mean(Duration span, long now) {
    List<Reading> within = since(now - span.toNanos());
    if (within.isEmpty()
        || within.size() * 2L * SECOND < span.toNanos()
        || now - within.getFirst().at() < span.toNanos() * 3 / 4 - SECOND) {
      return OptionalDouble.empty();
    }
    return within.stream().mapToDouble(Reading::value).average();
  }

  double peak(Duration span, long now) {
    return since(now - span.toNanos()).stream().mapToDouble(Reading::value).max().orElse(0);
  }

  /** Every value, oldest first. */
  List<Double> values() {
    return readings.stream().map(Reading::value).toList();
  }

  private List<Reading> since(long start) {
    return readings.stream().filter(each -> each.at() - start > 0).toList();
  }
}
