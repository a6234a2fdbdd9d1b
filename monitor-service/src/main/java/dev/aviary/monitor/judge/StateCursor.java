package dev.aviary.monitor.judge;

import java.util.ArrayList;
import java.util.List;

/** Walks over the values of a judge: collects them, or puts kept ones back. */
final class StateCursor {
  private final List<Double> values;
  private final boolean reads;
  private int next;

  private StateCursor(List<Double> values, boolean reads) {
    this.values = values;
    this.reads = reads;
  }

  static StateCursor writer() {
    return new StateCursor(new ArrayList<>(), false);
  }

  static StateCursor reader(JudgeState state) {
    if (state.version() != JudgeState.VERSION) {
      throw new IllegalArgumentException(
          "the state is of version " + state.version() + "; this rule reads " + JudgeState.VERSION);
    }
    return new StateCursor(state.values(), true);
  }

  /** The kept value when this cursor reads, otherwise the given one. */
  double pass(double value) {
    if (!reads) {
      values.add(value);
      return value;
    }
    if (next == values.size()) {
      throw new IllegalArgumentException("the state has " + next + " values; more are needed");
    }
    return values.get(next++);
  }

  long pass(long value) {
    return Math.round(pass((double) value));
  }

  void pass(double[] some) {
    for (int i = 0; i < some.length; i++) {
      some[i] = pass(some[i]);
    }
  }

  JudgeState state() {
    return new JudgeState(JudgeState.VERSION, values);
  }
}
