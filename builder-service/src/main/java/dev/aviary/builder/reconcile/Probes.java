package dev.aviary.builder.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the probes of one app's starting containers found, and since when they are asked. */
final class Probes {
  private final LongSupplier nanos;
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  Probes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Entry(long since, ProbeResult.@Nullable Passed passed, ProbeResult.Failed last) {}

  /** What is known of a container; its time runs from the first time that this is asked. */
  Probed of(String container, Duration deadline) {
    Entry entry = entry(container);
    boolean overdue =
        entry.passed() == null && nanos.getAsLong() - entry.since() >= deadline.toNanos();
    return new Probed(entry.passed(), overdue, entry.last());
  }

  void found(String container, ProbeResult result) {
    Entry before = entry(container);
    entries.put(
        container,
        switch (result) {
          case ProbeResult.Passed passed -> new Entry(before.since(), passed, before.last());
          case ProbeResult.Failed failed -> new Entry(before.since(), null, failed);
        });
  }

  /** How long a container has been asked. */
  Duration age(String container) {
    return Duration.ofNanos(nanos.getAsLong() - entry(container).since());
  }

  /** Forgets all other containers. */
  void keep(Set<String> containers) {
    entries.keySet().retainAll(containers);
  }

  private Entry entry(String container) {
    return entries.computeIfAbsent(
        container, _ -> new Entry(nanos.getAsLong(), null, ProbeResult.Failed.NEVER));
  }
}
