package dev.aviary.flag.evaluate;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.json.Pointer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One evaluation under way, with those of its prerequisites. */
final class Run {
  /** More than any sensible rule takes, and done in a few milliseconds. */
  static final int STEPS = 100_000;

  final Context context;
  final long nowMillis;
  private final Function<FlagKey, Optional<CompiledFlag>> flags;
  private final @Nullable List<Step> steps;
  private int left = STEPS;
  private int depth;

  Run(
      Function<FlagKey, Optional<CompiledFlag>> flags,
      Context context,
      long nowMillis,
      @Nullable List<Step> steps) {
    this.flags = flags;
    this.context = context;
    this.nowMillis = nowMillis;
    this.steps = steps;
  }

  Optional<CompiledFlag> find(FlagKey key) {
    return flags.apply(key);
  }

  /**
   * Evaluates a prerequisite of what is being evaluated.
   *
   * @throws EvaluationFailure when there are too many, one behind the other
   */
  Evaluation inside(CompiledFlag prerequisite) {
    if (depth == Prerequisites.DEPTH) {
      throw new EvaluationFailure(
          "prerequisites are more than %d deep".formatted(Prerequisites.DEPTH));
    }
    depth++;
    Evaluation evaluation = prerequisite.evaluate(this);
    depth--;
    return evaluation;
  }

  /**
   * Counts steps: what is done for each item of a list, and each flag.
   *
   * @throws EvaluationFailure when there were too many
   */
  void spend(int count) {
    left -= count;
    if (left < 0) {
      throw new EvaluationFailure("it takes more than %,d steps".formatted(STEPS));
    }
  }

  boolean explains() {
    return steps != null;
  }

  void tell(Step step) {
    if (steps != null) {
      steps.add(step);
    }
  }

  void decide(Pointer pointer, String detail) {
    if (steps != null) {
      steps.add(new Step.Decision(pointer, detail));
    }
  }
}
