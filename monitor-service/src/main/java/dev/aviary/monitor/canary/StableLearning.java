package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.monitor.evidence.PastStore;
import dev.aviary.monitor.evidence.StablePast;
import dev.aviary.monitor.evidence.TrackCounts;
import dev.aviary.monitor.judge.StableHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts errors and answer times of an app's stable release, also while no canary serves. Another
 * release begins anew. For one thread.
 */
final class StableLearning {
  /** How old the past on record becomes at most while there is traffic. */
  private static final Duration REFRESH = Duration.ofMinutes(1);

  private final String app;
  private final PastStore store;
  private @Nullable Learnt learnt;
  private boolean recalled;
  private boolean changed;
  private Instant writtenAt = Instant.EPOCH;

  StableLearning(String app, PastStore store) {
    this.app = app;
    this.store = store;
  }

  /**
   * What is known of a release.
   *
   * @param at when the balancer counted {@code open}, which its other slots may join
   */
  private record Learnt(
      String release, Instant at, StableHistory history, TrackCounts open, String upTo) {
    /** With the second that may still grow. */
    StableHistory whole() {
      return open.attempts() == 0 ? history : history.after(RuleRun.track(open));
    }
  }

  /** What is known of a release; null: nothing, or of another one. */
  @Nullable StablePast of(String release) {
    Learnt known = learnt;
    return known != null && known.release().equals(release) ? past(known) : null;
  }

  /**
   * The last entry of the traffic stream that was learnt from; null: none was.
   *
   * @throws io.lettuce.core.RedisException when Redis is away, and this process knows nothing yet
   */
  @Nullable String upTo() {
    if (!recalled) {
      learnt = store.find(app).map(StableLearning::learnt).orElse(null);
      recalled = true;
    }
    return learnt == null ? null : learnt.upTo();
  }

  /**
   * Takes in one interval.
   *
   * @param release the stable release that is learnt about
   */
  void take(TrafficInterval interval, String entry, String release) {
    String known = upTo();
    boolean stable =
        Slot.of(interval.slot()).filter(slot -> slot.track() == Track.STABLE).isPresent();
    if (stable
        && interval.release().equals(release)
        && (known == null || EntryIds.compare(entry, known) > 0)) {
      learnt = joined(learnt, interval, entry);
      changed = true;
    }
  }

  /**
   * Puts on record what was learnt, once in a while.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: it is written later
   */
  void record(Instant now) {
    Learnt known = learnt;
    if (known != null && changed && !now.isBefore(writtenAt.plus(REFRESH))) {
      store.put(app, past(known));
      changed = false;
      writtenAt = now;
    }
  }

  private static Learnt joined(@Nullable Learnt before, TrafficInterval interval, String entry) {
    TrackCounts counts = ComparedSecond.counts(interval);
    if (before == null || !before.release().equals(interval.release())) {
      return new Learnt(interval.release(), interval.at(), StableHistory.NONE, counts, entry);
    }
    return before.at().equals(interval.at())
        ? new Learnt(
            before.release(),
            before.at(),
            before.history(),
            ComparedSecond.sum(before.open(), counts),
            entry)
        : new Learnt(before.release(), interval.at(), before.whole(), counts, entry);
  }

  private static StablePast past(Learnt known) {
    StableHistory whole = known.whole();
    Map<String, Double> millis = new LinkedHashMap<>();
    for (int cell = 0; cell < whole.latency().size(); cell++) {
      if (whole.latency().get(cell) > 0) {
        millis.put(Latency.name(cell), whole.latency().get(cell));
      }
    }
    return new StablePast(
        known.release(), known.at(), whole.requests(), whole.errors(), millis, known.upTo());
  }

  private static Learnt learnt(StablePast past) {
    String upTo = past.upTo() == null ? "0-0" : past.upTo();
    return new Learnt(past.release(), past.at(), history(past), TrackCounts.NONE, upTo);
  }

  /** In the rule's own form. */
  static StableHistory history(@Nullable StablePast past) {
    if (past == null) {
      return StableHistory.NONE;
    }
    List<Double> latency =
        past.millis().isEmpty()
            ? List.of()
            : Arrays.stream(Latency.row(past.millis())).boxed().toList();
    return new StableHistory(past.attempts(), past.failed(), latency);
  }
}
