package dev.aviary.monitor.console.live;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one track of an app was like in each of the last spans of time: arrays of a fixed size. For
 * one thread at a time.
 */
final class TrackRing {
  private static final long NONE = Long.MIN_VALUE;

  /** Spans whose samples are still added up. */
  private static final int OPEN = 4;

  private final int seconds;
  private final long[] spans;
  private final Map<Column, float[]> columns = new EnumMap<>(Column.class);
  private final long[] open = new long[OPEN];
  private final double[] cpu = new double[OPEN];
  private final double[] memory = new double[OPEN];
  private final int[] samples = new int[OPEN];

  /**
   * @param seconds how long a span is
   * @param length how many are kept
   */
  TrackRing(int seconds, int length) {
    this.seconds = seconds;
    spans = new long[length];
    Arrays.fill(spans, NONE);
    Arrays.fill(open, NONE);
    for (Column column : Column.values()) {
      columns.put(column, new float[length]);
    }
  }

  int seconds() {
    return seconds;
  }

  int length() {
    return spans.length;
  }

  long span(long second) {
    return Math.floorDiv(second, seconds);
  }

  /** All that visitors got in a span so far. */
  void counted(long span, Counts counts) {
    int at = place(span);
    if (at >= 0) {
      set(Column.REQUESTS, at, (double) counts.attempts() / seconds);
      set(Column.ERRORS, at, (double) counts.failed() / seconds);
      set(Column.P50, at, counts.quantile(0.5));
      set(Column.P95, at, counts.quantile(0.95));
      set(Column.P99, at, counts.quantile(0.99));
    }
  }

  /** One sample of one of its containers. */
  void sampled(long span, double cpuPercent, long memoryBytes) {
    int at = place(span);
    if (at < 0) {
      return;
    }
    int sum = Math.floorMod(span, OPEN);
    if (open[sum] != span) {
      open[sum] = span;
      cpu[sum] = 0;
      memory[sum] = 0;
      samples[sum] = 0;
    }
    cpu[sum] += cpuPercent;
    memory[sum] += memoryBytes;
    samples[sum]++;
    set(Column.CPU, at, cpu[sum] / samples[sum]);
    set(Column.MEMORY, at, memory[sum] / samples[sum]);
  }

  /** Not a number when it is not known. */
  double get(Column column, long span) {
    int at = Math.floorMod(span, spans.length);
    return spans[at] == span ? values(column)[at] : Double.NaN;
  }

  /** All that is known of a span, by the names of the columns. */
  Map<String, Double> of(long span) {
    var known = new LinkedHashMap<String, Double>();
    for (Column column : Column.values()) {
      Double value = Rounded.of(get(column, span));
      if (value != null) {
        known.put(column.id(), value);
      }
    }
    return known;
  }

  /** Takes a span back as {@link #of} told it. */
  void restore(long span, Map<String, Double> known) {
    int at = place(span);
    if (at < 0) {
      return;
    }
    for (Column column : Column.values()) {
      Double value = known.get(column.id());
      if (value != null) {
        set(column, at, value);
      }
    }
  }

  /** -1 for a span that is too old to be kept. */
  private int place(long span) {
    int at = Math.floorMod(span, spans.length);
    if (spans[at] > span) {
      return -1;
    }
    if (spans[at] < span) {
      spans[at] = span;
      for (float[] column : columns.values()) {
        column[at] = Float.NaN;
      }
    }
    return at;
  }

  private void set(Column column, int at, double value) {
    values(column)[at] = (float) value;
  }

  private float[] values(Column column) {
    return Objects.requireNonNull(columns.get(column));
  }
}
