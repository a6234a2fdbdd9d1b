package dev.aviary.monitor.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/*
 * Readings come once a second while a container is watched closely, else every few seconds. On a machine
 * that is short of time, which is when means matter, they come late, two at once, or not for a while.
 * So a reading counts for the time that it speaks of, which is the time since the one before it, and
 * not for one of so many.
 */

/** The last minute of one metric of one container, oldest reading first. */
record Window(List<Reading> readings) {
  static final Duration LENGTH = Duration.ofSeconds(60);
  static final Window EMPTY = new Window(List.of());

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * A reading speaks of no more time than this, unless it is a mean over more: what lies before it
   * is not known.
   */
  private static final long REACH = 2 * SECOND;

  Window {
    readings = List.copyOf(readings);
  }

  /**
   * One value.
   *
   * @param at monotonic, in nanoseconds
   * @param value percent
   * @param span nanoseconds before {@code at} of which the value is the mean; 0: of that moment
   */
  record Reading(long at, double value, long span) {
    Reading(long at, double value) {
      this(at, value, 0);
    }
  }

  /** One that is not newer than the newest says nothing of the time since. */
  Window with(Reading reading) {
    if (!readings.isEmpty() && reading.at() - readings.getLast().at() <= 0) {
      return this;
    }
    var kept = new ArrayList<>(since(reading.at() - LENGTH.toNanos()));
    kept.add(reading);
    return new Window(kept);
  }

  /**
   * The mean of the last {@code span} up to {@code now}, or nothing when too little is known to
   * speak of one: the readings must speak of half of it and begin in its first quarter, a second
   * more or less.
   */
  OptionalDouble mean(Duration span, long now) {
    long start = now - span.toNanos();
    long known = 0;
    double sum = 0;
    long reachesBack = 0;
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      if (reading.at() - start > 0 && reading.at() - now <= 0) {
        long since = Math.min(speaksOf(i), reading.at() - start);
        known += since;
        sum += since * reading.value();
        reachesBack = Math.max(reachesBack, now - reading.at() + Math.max(0, since - SECOND));
      }
    }
    return known * 2 < span.toNanos() || reachesBack < span.toNanos() * 3 / 4 - SECOND
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / known);
  }

  private long speaksOf(int i) {
    Reading reading = readings.get(i);
    long reach = Math.max(REACH, reading.span());
    return i == 0
        ? Math.max(SECOND, reading.span())
        : Math.min(reach, reading.at() - readings.get(i - 1).at());
  }

  /**
   * The mean of a container that is read at other times than the one it is compared with: up to its
   * own newest reading, as long as that lies less than {@code span} back.
   */
  OptionalDouble lately(Duration span, long now) {
    if (readings.isEmpty() || now - readings.getLast().at() >= span.toNanos()) {
      return OptionalDouble.empty();
    }
    return mean(span, readings.getLast().at());
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
