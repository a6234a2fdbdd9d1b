package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.route.AppControl;
import dev.aviary.monitor.console.live.Tick.AppTick;
import dev.aviary.monitor.console.live.Tick.SlotTick;
import dev.aviary.monitor.sample.NewestSamples;
import dev.aviary.monitor.sample.Sample;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the numbers of a second, from what lies in memory. */
@Singleton
final class Ticks {
  /** A second of which the traffic was read longer ago is not now. */
  private static final int FRESH = 10;

  private final Histories histories;
  private final NewestSamples board;

  Ticks(Histories histories, NewestSamples board) {
    this.histories = histories;
    this.board = board;
  }

  /**
   * @param now seconds since 1970
   */
  Tick at(long now, List<AppControl> apps) {
    var all = new LinkedHashMap<String, AppTick>();
    apps.forEach(app -> all.put(app.app(), tick(app, now)));
    return new Tick(now, all);
  }

  private AppTick tick(AppControl app, long now) {
    AppHistory known = fresh(histories.of(app.app()), now);
    var slots = new LinkedHashMap<String, SlotTick>();
    var tracks = new LinkedHashMap<String, Map<String, Double>>();
    for (Slot slot : Slot.values()) {
      Occupancy there = app.slots() == null ? Occupancy.EMPTY : app.slots().in(slot);
      Member member = there.serving() == null ? there.starting() : there.serving();
      if (member != null) {
        Counts counts = known == null ? null : known.now(slot);
        slots.put(slot.id(), tick(board.of(member.container()), counts));
        if (known != null && !tracks.containsKey(slot.track().id())) {
          tracks.put(slot.track().id(), numbers(known, slot.track(), known.knownTo()));
        }
      }
    }
    return new AppTick(known == null ? null : known.knownTo(), slots, tracks);
  }

  /** Null when its traffic was read too long ago. */
  private static @Nullable AppHistory fresh(@Nullable AppHistory history, long now) {
    return history != null && history.knownTo() >= now - FRESH ? history : null;
  }

  private static SlotTick tick(@Nullable Sample sample, @Nullable Counts counts) {
    return new SlotTick(
        counts == null ? null : Rounded.of((double) counts.attempts() / AppHistory.NOW),
        counts == null ? null : Rounded.of((double) counts.failed() / AppHistory.NOW),
        counts == null ? null : Rounded.of(counts.quantile(0.5)),
        counts == null ? null : Rounded.of(counts.quantile(0.95)),
        counts == null ? null : Rounded.of(counts.quantile(0.99)),
        sample == null ? null : Rounded.of(sample.cpuPercent()),
        sample == null ? null : sample.memoryBytes());
  }

  private static Map<String, Double> numbers(AppHistory history, Track track, long second) {
    var numbers = new LinkedHashMap<String, Double>();
    TrackHistory past = history.of(track);
    for (Column column : Column.values()) {
      Double value = past == null ? null : Rounded.of(past.seconds().get(column, second));
      if (value == null && column.counts()) {
        value = 0.0;
      }
      if (value != null) {
        numbers.put(column.id(), value);
      }
    }
    return numbers;
  }
}
