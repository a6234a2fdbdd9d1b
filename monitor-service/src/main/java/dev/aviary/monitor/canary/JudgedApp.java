package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore.Entry;
import dev.aviary.monitor.evidence.StablePast;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One app: what its stable track is known for, and its canary while one serves. For one thread. */
final class JudgedApp {
  private static final String FROM_THE_START = "0-0";

  private final StableLearning learning;
  private final SecondBuffer buffer = new SecondBuffer();
  private @Nullable CanaryCase canary;
  private String read = FROM_THE_START;
  private long countedAt;
  private boolean begun;

  JudgedApp(StableLearning learning) {
    this.learning = learning;
  }

  @Nullable CanaryCase canary() {
    return canary;
  }

  /** The last entry that was read. */
  String read() {
    if (!begun) {
      String known = learning.upTo();
      read = known == null ? FROM_THE_START : known;
      begun = true;
    }
    return read;
  }

  /** The canary that serves is this one; the one before is over. */
  void judge(
      Serving serving,
      Instant startedAt,
      CanaryRecords files,
      Supplier<CanaryInquiries> inquiries) {
    CanaryCase known = canary;
    if (known != null && known.serving().deployment().equals(serving.deployment())) {
      known.follow(serving);
      return;
    }
    StablePast past = learning.of(serving.stable().getFirst().release());
    CanaryCase opened =
        CanaryCase.open(files, serving, EntryIds.before(startedAt), past, inquiries.get());
    buffer.clear();
    begun = true;
    read = opened.upTo();
    canary = opened;
  }

  /** No canary serves. */
  void rest() {
    canary = null;
    buffer.clear();
  }

  /**
   * @param release the stable release that runs; null: none does
   */
  void take(List<Entry> entries, @Nullable String release, Instant now) {
    for (Entry entry : entries) {
      read = entry.id();
      TrafficInterval interval = entry.interval();
      if (interval != null) {
        take(interval, entry.id(), release);
      }
    }
    CanaryCase judged = canary;
    if (judged != null) {
      judged.take(buffer.complete(now.toEpochMilli()), now);
    }
  }

  private void take(TrafficInterval interval, String entry, @Nullable String release) {
    if (release != null) {
      learning.take(interval, entry, release);
    }
    Serving serving = canary == null ? null : canary.serving();
    Slot slot = Slot.of(interval.slot()).orElse(null);
    if (serving == null || slot == null) {
      return;
    }
    if (slot == Slot.CANARY && interval.release().equals(serving.canary().release())) {
      add(interval, second -> second.withCanary(interval, entry));
    } else if (slot.track() == Track.STABLE && serving.isStable(interval.release())) {
      add(interval, second -> second.withStable(interval, entry));
    }
  }

  /** When a balancer last counted something, in milliseconds since 1970; 0: unknown. */
  long countedAt() {
    return countedAt;
  }

  private void add(TrafficInterval interval, Function<ComparedSecond, ComparedSecond> change) {
    countedAt = interval.at().toEpochMilli();
    buffer.add(interval.at().toEpochMilli(), change::apply);
  }

  void record(Instant now) {
    learning.record(now);
    if (canary != null) {
      canary.record(now);
    }
  }
}
