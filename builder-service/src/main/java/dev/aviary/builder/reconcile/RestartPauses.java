package dev.aviary.builder.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How long something rests before its container is replaced again: 1 s after the first try, then 2
 * s, 4 s up to a minute; and 1 s again when the last one lived for long enough.
 *
 * @param <K> what rests: a slot, or a process
 */
final class RestartPauses<K> {
  /** Longer than any pause. */
  static final Duration NONE = Duration.ofDays(1);

  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Duration LONG_LIFE = Duration.ofMinutes(2);

  private final LongSupplier nanos;
  private final Map<K, Entry> entries = new HashMap<>();

  /**
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  RestartPauses(LongSupplier nanos) {
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
  void tried(K what) {
    long now = nanos.getAsLong();
    entries.merge(
        what,
        new Entry(1, now),
        (before, _) ->
            new Entry(now - before.last() > LONG_LIFE.toNanos() ? 1 : before.tries() + 1, now));
  }

  /** Those that have to wait. */
  Set<K> resting() {
    long now = nanos.getAsLong();
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().left(now) > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** When the first of those that wait may go on; {@link #NONE} when none waits. */
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
