package dev.aviary.builder.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  /**
   * @param started when its container was started by this process; null: by an earlier one
   * @param took from then to its first good answer
   */
  private record Entry(
      long since,
      @Nullable Long started,
      @Nullable Duration took,
      ProbeResult.@Nullable Passed passed,
      ProbeResult.Failed last) {
    Entry passed(ProbeResult.Passed result, long now) {
      Duration first = took != null || started == null ? took : Duration.ofNanos(now - started);
      return new Entry(since, started, first, result, last);
    }

    Entry failed(ProbeResult.Failed result) {
      return new Entry(since, started, took, null, result);
    }
  }

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
          case ProbeResult.Passed passed -> before.passed(passed, nanos.getAsLong());
          case ProbeResult.Failed failed -> before.failed(failed);
        });
  }

  /** The engine starts a container now. */
  void starts(String container) {
    Entry before = entry(container);
    entries.put(
        container,
        new Entry(before.since(), nanos.getAsLong(), null, before.passed(), before.last()));
  }

  /**
   * How long a container took from its start to its first good answer.
   *
   * @return nothing before that, and when this process did not start it
   */
  Optional<Duration> startTime(String container) {
    return Optional.ofNullable(entry(container).took());
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
        container, _ -> new Entry(nanos.getAsLong(), null, null, null, ProbeResult.Failed.NEVER));
  }
}
