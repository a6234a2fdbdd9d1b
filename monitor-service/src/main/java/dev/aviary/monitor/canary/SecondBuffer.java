package dev.aviary.monitor.canary;

import dev.aviary.monitor.evidence.TrackCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Keeps the seconds of one app until all of their intervals have come: the slots of a second are
 * written one after the other. For one thread.
 */
final class SecondBuffer {
  /** After this time nothing more is expected of a second. */
  static final long COMPLETE_MILLIS = 300;

  private final TreeMap<Long, Waiting> seconds = new TreeMap<>();

  /** One that was held back before is complete, whatever the clocks say. */
  private record Waiting(ComparedSecond second, boolean held) {}

  /**
   * @param at when the balancer counted, in milliseconds since 1970: one value for all slots
   */
  void add(long at, UnaryOperator<ComparedSecond> interval) {
    Waiting known = seconds.get(at);
    ComparedSecond second =
        known == null
            ? new ComparedSecond(at, TrackCounts.NONE, TrackCounts.NONE, 0, 0, "0-0")
            : known.second();
    seconds.put(at, new Waiting(interval.apply(second), known != null && known.held()));
  }

  /**
   * Takes out what is complete, oldest first.
   *
   * @param now in milliseconds since 1970
   */
  List<ComparedSecond> complete(long now) {
    var complete = new ArrayList<ComparedSecond>();
    while (!seconds.isEmpty()) {
      var oldest = seconds.firstEntry();
      Waiting waiting = oldest.getValue();
      boolean isLast = seconds.size() == 1;
      if (isLast && !waiting.held() && now - oldest.getKey() < COMPLETE_MILLIS) {
        seconds.put(oldest.getKey(), new Waiting(waiting.second(), true));
        break;
      }
      complete.add(waiting.second());
      seconds.remove(oldest.getKey());
    }
    return complete;
  }

  void clear() {
    seconds.clear();
  }
}
