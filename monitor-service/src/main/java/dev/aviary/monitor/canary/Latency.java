package dev.aviary.monitor.canary;

import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.monitor.judge.LatencyCells;
import java.util.HashMap;
import java.util.Map;

/** Counts of answers by time: by the names of their bounds, and as a row with one count a bound. */
final class Latency {
  /** The cells of the rows that the rule takes. */
  static final LatencyCells BOUNDS = new LatencyCells(LatencyBounds.MILLIS);

  private static final Map<String, Integer> CELLS = cells();

  private Latency() {}

  /**
   * A row of the rule. A bound that this version does not know, because another one wrote it,
   * counts in the cell that holds it.
   */
  static double[] row(Map<String, ? extends Number> millis) {
    double[] row = new double[LatencyBounds.NAMES.size()];
    millis.forEach((bound, count) -> row[cell(bound)] += count.doubleValue());
    return row;
  }

  static String name(int cell) {
    return LatencyBounds.NAMES.get(cell);
  }

  private static int cell(String bound) {
    Integer known = CELLS.get(bound);
    return known == null ? LatencyBounds.index(Math.round(Double.parseDouble(bound) * 1e6)) : known;
  }

  private static Map<String, Integer> cells() {
    var cells = new HashMap<String, Integer>();
    for (int cell = 0; cell < LatencyBounds.NAMES.size(); cell++) {
      cells.put(LatencyBounds.NAMES.get(cell), cell);
    }
    return cells;
  }
}
