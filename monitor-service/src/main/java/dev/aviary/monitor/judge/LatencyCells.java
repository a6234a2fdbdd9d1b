package dev.aviary.monitor.judge;

import java.util.List;

/**
 * The cells in which answers are counted by time: one for each bound (at most that long, and longer
 * than the bound before) and one for what is longer. Inside a cell the times are taken as spread
 * evenly over their logarithm.
 */
public final class LatencyCells {
  private static final int STEPS = 24;

  private final double[] upper;

  /**
   * @param millis upper bounds in ms, rising, above 0
   */
  public LatencyCells(List<? extends Number> millis) {
    upper = new double[millis.size() + 1];
    for (int i = 0; i < millis.size(); i++) {
      upper[i] = millis.get(i).doubleValue();
      if (upper[i] <= (i == 0 ? 0 : upper[i - 1])) {
        throw new IllegalArgumentException("bounds are " + millis + "; give rising ones above 0");
      }
    }
    upper[millis.size()] = 2 * upper[millis.size() - 1];
  }

  int cells() {
    return upper.length;
  }

  double lower(int cell) {
    return cell == 0 ? upper[0] / 2 : upper[cell - 1];
  }

  double upper(int cell) {
    return upper[cell];
  }

  /** The first cell whose times are all longer than so many ms; the last one at most. */
  int cellBeyond(double millis) {
    for (int cell = 0; cell < upper.length; cell++) {
      if (lower(cell) >= millis) {
        return cell;
      }
    }
    return upper.length - 1;
  }

  /** The time in ms that a share of the counts does not exceed; 0 when there are none. */
  public double quantile(double[] counts, double share) {
    double all = 0;
    for (double count : counts) {
      all += count;
    }
    double left = all * share;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0 && left <= counts[cell]) {
        return lower(cell) * Math.pow(upper[cell] / lower(cell), left / counts[cell]);
      }
      left -= counts[cell];
    }
    return 0;
  }

  /**
   * {@code [i][j]}: the probability that an answer of cell i is more than so many times as long as
   * one of cell j, and more than so many ms longer.
   */
  double[][] longerBy(double times, double millis) {
    var inside = new double[cells()][STEPS];
    for (int cell = 0; cell < cells(); cell++) {
      for (int step = 0; step < STEPS; step++) {
        inside[cell][step] =
            lower(cell) * Math.pow(upper(cell) / lower(cell), (step + 0.5) / STEPS);
      }
    }
    var table = new double[cells()][cells()];
    for (int i = 0; i < cells(); i++) {
      for (int j = 0; j < cells(); j++) {
        table[i][j] = share(inside[i], inside[j], times, millis);
      }
    }
    return table;
  }

  private static double share(double[] some, double[] others, double times, double millis) {
    int longer = 0;
    for (double other : others) {
      double limit = Math.max(other * times, other + millis);
      for (double one : some) {
        if (one > limit) {
          longer++;
        }
      }
    }
    return (double) longer / (STEPS * STEPS);
  }
}
