package dev.aviary.builder.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

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

  private record Entry(long since, boolean answered, String error) {}

  /** What is known of a container; its time runs from the first time that this is asked. */
  Probed of(String container, Duration deadline) {
    Entry entry = entry(container);
    boolean overdue = !entry.answered() && nanos.getAsLong() - entry.since() >= deadline.toNanos();
    return new Probed(entry.answered(), overdue, entry.error());
  }

  void answered(String container) {
    entries.put(container, new Entry(entry(container).since(), true, ""));
  }

  void failed(String container, String error) {
    entries.put(container, new Entry(entry(container).since(), false, error));
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
        container, _ -> new Entry(nanos.getAsLong(), false, Probed.NEVER.error()));
  }
}
