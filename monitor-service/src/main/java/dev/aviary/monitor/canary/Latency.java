package dev.aviary.monitor.canary;

import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.monitor.judge.LatencyBounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Counts of answers by time: as a row with one count a bound, and by the bounds' names. */
final class Latency {
  /** The cells of the rows that the rule takes. */
  static final LatencyBounds BOUNDS = new LatencyBounds(TrafficInterval.BOUNDS_MILLIS);

  /** The name of what took longer than the last bound. */
  static final String MORE = "more";

  private static final double[] UPPER =
      TrafficInterval.BOUNDS_MILLIS.stream().mapToDouble(Number::doubleValue).toArray();

  private Latency() {}

  static Map<String, Long> millis(List<Long> counts) {
    var millis = new LinkedHashMap<String, Long>();
    for (int cell = 0; cell < counts.size(); cell++) {
      if (counts.get(cell) > 0) {
        millis.put(name(cell), counts.get(cell));
      }
    }
    return millis;
  }

  /**
   * A row of the rule. A bound that this version does not know, because another one wrote it,
   * counts in the cell that holds it.
   */
  static <N extends Number> double[] row(Map<String, N> millis) {
    double[] row = new double[UPPER.length + 1];
    ToDoubleFunction<N> value = Number::doubleValue;
    millis.forEach((bound, count) -> row[cell(bound)] += value.applyAsDouble(count));
    return row;
  }

  static String name(int cell) {
    return cell < UPPER.length ? TrafficInterval.BOUNDS_MILLIS.get(cell).toString() : MORE;
  }

  private static int cell(String bound) {
    double upper = bound.equals(MORE) ? Double.MAX_VALUE : Double.parseDouble(bound);
    for (int cell = 0; cell < UPPER.length; cell++) {
      if (upper <= UPPER[cell]) {
        return cell;
      }
    }
    return UPPER.length;
  }
}
