package dev.aviary.monitor.judge;

import java.util.List;

/**
 * All that a {@link CanaryJudge} knows, in a form that can be kept: a judge made from it goes on
 * where the one before stopped.
 *
 * @param version of the meaning of {@code values}
 * @param values in the judge's own order
 */
public record JudgeState(int version, List<Double> values) {
  /** What this rule writes, and the only one that it reads. */
  public static final int VERSION = 1;

  public JudgeState {
    values = List.copyOf(values);
  }
}
