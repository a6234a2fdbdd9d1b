package dev.aviary.monitor.console.live;

import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What visitors got in each of the last spans of time of one place. For one thread. */
final class CountWindow {
  /** A count for each of {@link LatencyBounds#NAMES}. */
  static final int CELLS = LatencyBounds.NAMES.size();

  private static final long NONE = Long.MIN_VALUE;
  private static final Map<String, Integer> INDEX = index();

  private final long[] spans;
  private final int[] attempts;
  private final int[] failed;
  private final int[][] cells;

  /**
   * @param length how many spans it knows
   */
  CountWindow(int length) {
    spans = new long[length];
    Arrays.fill(spans, NONE);
    attempts = new int[length];
    failed = new int[length];
    cells = new int[length][CELLS];
  }

  /**
   * @param span the number of the second, or minute, since 1970
   */
  void add(long span, TrafficInterval interval) {
    int at = place(span);
    if (spans[at] > span) {
      return;
    }
    if (spans[at] < span) {
      spans[at] = span;
      attempts[at] = 0;
      failed[at] = 0;
      Arrays.fill(cells[at], 0);
    }
    attempts[at] += (int) interval.attempts();
    failed[at] += (int) interval.failedAttempts();
    int[] counts = cells[at];
    interval
        .millis()
        .forEach((bound, count) -> {
          Integer cell = INDEX.get(bound);
          if (cell != null) {
            counts[cell] += count.intValue();
          }
        });
  }

  /** Adds what is known of some spans, the last one included. */
  void addTo(Counts sum, long last, int length) {
    for (long span = last - length + 1; span <= last; span++) {
      int at = place(span);
      if (spans[at] == span) {
        sum.add(attempts[at], failed[at], cells[at]);
      }
    }
  }

  private int place(long span) {
    return Math.floorMod(span, spans.length);
  }

  private static Map<String, Integer> index() {
    var index = new HashMap<String, Integer>();
    for (String name : LatencyBounds.NAMES) {
      index.put(name, index.size());
    }
    return index;
  }
}
