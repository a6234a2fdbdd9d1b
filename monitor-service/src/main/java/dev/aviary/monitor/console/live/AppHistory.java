package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.monitor.sample.Sample;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What visitors of one app got and what its containers used, in memory of a fixed size. Its monitor
 * guards it: traffic, samples and readers come on threads of their own.
 */
final class AppHistory {
  /** Seconds over which the numbers of a slot are told. */
  static final int NOW = 5;

  private static final int WINDOW = 12;
  private static final int OPEN_MINUTES = 2;

  private final Map<Slot, CountWindow> slots = new EnumMap<>(Slot.class);
  private final Map<Track, CountWindow> openMinutes = new EnumMap<>(Track.class);
  private final Map<Track, TrackHistory> tracks = new EnumMap<>(Track.class);
  private long knownFrom = Long.MAX_VALUE;
  private long knownTo = Long.MIN_VALUE;
  private long restoredTo = Long.MIN_VALUE;

  /** All traffic until this second was read. */
  synchronized void known(long to) {
    knownFrom = Math.min(knownFrom, to);
    knownTo = Math.max(knownTo, to);
  }

  /** Whether the traffic of a second was read: where there is none, no visitor came. */
  synchronized boolean knows(long second) {
    return second >= knownFrom && second <= knownTo;
  }

  synchronized long knownTo() {
    return knownTo;
  }

  synchronized void take(TrafficInterval interval) {
    Slot slot = Slot.of(interval.slot()).orElse(null);
    if (slot == null) {
      return;
    }
    Track track = slot.track();
    // The balancer counts until the end of a second.
    long second = interval.at().getEpochSecond();
    knownFrom = Math.min(knownFrom, second);
    slots.computeIfAbsent(slot, _ -> new CountWindow(WINDOW)).add(second, interval);
    TrackHistory history = history(track);
    history.seconds().counted(second, counts(track, second, 1));
    long minute = history.minutes().span(second);
    CountWindow open = openMinutes.computeIfAbsent(track, _ -> new CountWindow(OPEN_MINUTES));
    open.add(minute, interval);
    var sum = new Counts();
    open.addTo(sum, minute, 1);
    // One that was kept is whole; of the traffic that is read again its beginning may be missing.
    if (minute > restoredTo) {
      history.minutes().counted(minute, sum);
    }
  }

  /** Takes a minute from before the start back. They come first, oldest first. */
  synchronized void restore(KeptMinute kept) {
    for (Track track : Track.values()) {
      Map<String, Double> known = kept.tracks().get(track.id());
      if (known != null) {
        history(track).minutes().restore(kept.minute(), known);
      }
    }
    restoredTo = Math.max(restoredTo, kept.minute());
    knownFrom = Math.min(knownFrom, kept.minute() * TrackHistory.MINUTE);
  }

  /** The last minute of which all traffic was read, since 1970. */
  synchronized Optional<Long> lastWholeMinute() {
    return knownTo == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Math.floorDiv(knownTo + 1, TrackHistory.MINUTE) - 1);
  }

  /** A minute as it is kept; empty when nothing is known of it. */
  synchronized Optional<KeptMinute> minute(long minute) {
    var known = new LinkedHashMap<String, Map<String, Double>>();
    tracks.forEach((track, history) -> {
      Map<String, Double> columns = history.minutes().of(minute);
      if (!columns.isEmpty()) {
        known.put(track.id(), columns);
      }
    });
    return known.isEmpty() ? Optional.empty() : Optional.of(new KeptMinute(minute, known));
  }

  synchronized void take(Track track, Sample sample) {
    history(track).sampled(sample.at().getEpochSecond(), sample);
  }

  /** What the visitors of a slot got in the last seconds that are known. */
  synchronized Counts now(Slot slot) {
    var sum = new Counts();
    CountWindow window = slots.get(slot);
    if (window != null) {
      window.addTo(sum, knownTo, NOW);
    }
    return sum;
  }

  /** Nothing of a track that there never was. */
  synchronized @Nullable TrackHistory of(Track track) {
    return tracks.get(track);
  }

  private TrackHistory history(Track track) {
    return tracks.computeIfAbsent(track, _ -> new TrackHistory());
  }

  private Counts counts(Track track, long second, int length) {
    var sum = new Counts();
    slots.forEach((slot, window) -> {
      if (slot.track() == track) {
        window.addTo(sum, second, length);
      }
    });
    return sum;
  }
}
