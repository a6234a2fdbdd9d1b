package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Slot;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How long a slot rests before its container is replaced again: not at all the first time, then 1
 * s, 2 s, 4 s up to a minute; and not at all again when the last one lived for long enough.
 */
final class Pauses {
  /** Longer than any pause. */
  static final Duration NONE = Duration.ofDays(1);

  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Duration LONG_LIFE = Duration.ofMinutes(2);

  private final LongSupplier nanos;
  private final Map<Slot, Entry> entries = new EnumMap<>(Slot.class);

  /**
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  Pauses(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Entry(int tries, long last) {
    Duration pause() {
      Duration doubled = Duration.ofSeconds(1L << Math.min(tries - 1, 10));
      return doubled.compareTo(MOST) < 0 ? doubled : MOST;
    }

    long left(long now) {
      return pause().toNanos() - (now - last);
    }
  }

  /** What died is being replaced, or could not be. */
  void tried(Slot slot) {
    long now = nanos.getAsLong();
    entries.merge(
        slot,
        new Entry(1, now),
        (before, _) ->
            new Entry(now - before.last() > LONG_LIFE.toNanos() ? 1 : before.tries() + 1, now));
  }

  /** The slots that have to wait. */
  Set<Slot> resting() {
    long now = nanos.getAsLong();
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().left(now) > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** When the first of the slots that wait may go on; {@link #NONE} when none waits. */
  Duration left() {
    long now = nanos.getAsLong();
    return entries.values().stream()
        .map(entry -> entry.left(now))
        .filter(left -> left > 0)
        .min(Comparator.naturalOrder())
        .map(Duration::ofNanos)
        .orElse(NONE);
  }
}
