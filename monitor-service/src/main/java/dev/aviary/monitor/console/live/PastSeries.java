package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.monitor.console.live.SeriesView.Mark;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Tells what an app was like, from what lies in memory. */
@Singleton
final class PastSeries {
  /** Of the newest events those of the app are told. */
  private static final int EVENTS = 1_000;

  /** Between two samples of a container that runs there are no more seconds. */
  private static final int SAMPLED = 15;

  private static final String FLAG = "flag-";

  private final Histories histories;
  private final EventLog events;
  private final InstantSource clock;

  PastSeries(Histories histories, EventLog events, InstantSource clock) {
    this.histories = histories;
    this.events = events;
    this.clock = clock;
  }

  SeriesView of(String app, int seconds) {
    int step = seconds <= TrackHistory.SECONDS ? 1 : TrackHistory.MINUTE;
    long last = Math.floorDiv(clock.instant().getEpochSecond(), step);
    long first = last - seconds / step + 1;
    var tracks = new LinkedHashMap<String, Map<String, List<@Nullable Double>>>();
    AppHistory history = histories.of(app);
    if (history != null) {
      for (Track track : Track.values()) {
        TrackHistory past = history.of(track);
        if (past != null) {
          TrackRing ring = step == 1 ? past.seconds() : past.minutes();
          synchronized (history) {
            tracks.put(track.id(), columns(history, ring, first, last));
          }
        }
      }
    }
    List<Long> at = LongStream.rangeClosed(first, last).map(each -> each * step).boxed().toList();
    return new SeriesView(step, at, tracks, marks(app, Instant.ofEpochSecond(first * step)));
  }

  private static Map<String, List<@Nullable Double>> columns(
      AppHistory history, TrackRing ring, long first, long last) {
    var columns = new LinkedHashMap<String, List<@Nullable Double>>();
    for (Column column : Column.values()) {
      var values = new ArrayList<@Nullable Double>();
      long sampled = Long.MIN_VALUE;
      for (long span = first; span <= last; span++) {
        if (!Double.isNaN(ring.get(Column.CPU, span))) {
          sampled = span;
        }
        Double value = Rounded.of(ring.get(column, span));
        boolean nobodyCame =
            value == null
                && column.counts()
                && history.knows(span * ring.seconds())
                && sampled >= span - Math.ceilDiv(SAMPLED, ring.seconds());
        values.add(nobodyCame ? Double.valueOf(0) : value);
      }
      columns.put(column.id(), values);
    }
    return columns;
  }

  /** None while Redis is away. */
  private List<Mark> marks(String app, Instant since) {
    try {
      return events.newest(EVENTS).reversed().stream()
          .filter(each -> !each.at().isBefore(since))
          .filter(each -> concerns(each, app))
          .map(Mark::of)
          .toList();
    } catch (RedisException away) {
      return List.of();
    }
  }

  private static boolean concerns(Event event, String app) {
    return app.equals(event.app()) || (event.app() == null && event.what().startsWith(FLAG));
  }
}
