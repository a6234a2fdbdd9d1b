package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The state of one evaluation, which the evaluations of its prerequisites share. */
final class Run {
  /** Most steps of one flag. A sensible rule takes fewer; so many take a few milliseconds. */
  static final int STEPS = 100_000;

  /** Most steps that an explanation tells. */
  static final int TOLD = 1_000;

  final Context context;
  final long nowMillis;
  private final Function<FlagKey, Optional<CompiledFlag>> flags;
  private final Budget budget;
  private final @Nullable List<ExplanationStep> steps;
  private long left = STEPS;
  private int depth;

  Run(
      Function<FlagKey, Optional<CompiledFlag>> flags,
      Context context,
      long nowMillis,
      Budget budget,
      @Nullable List<ExplanationStep> steps) {
    this.flags = flags;
    this.context = context;
    this.nowMillis = nowMillis;
    this.budget = budget;
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
    try {
      return prerequisite.evaluate(this);
    } finally {
      depth--;
    }
  }

  /** Whether a prerequisite is being evaluated. */
  boolean isInside() {
    return depth > 0;
  }

  /**
   * Counts steps.
   *
   * @throws EvaluationFailure.Exhaustion when there were too many
   */
  void spend(long count) {
    left -= count;
    if (left < 0) {
      throw new EvaluationFailure.Exhaustion("it takes more than %,d steps".formatted(STEPS));
    }
    budget.spend(count);
  }

  /** Whether the next step is told. */
  boolean explains() {
    return steps != null && steps.size() <= TOLD;
  }

  void tell(ExplanationStep step) {
    if (steps != null && steps.size() <= TOLD) {
      steps.add(
          steps.size() < TOLD
              ? step
              : new ExplanationStep.Decision(
                  Pointer.ROOT, "only the first %,d steps are shown".formatted(TOLD)));
    }
  }

  void decide(Pointer pointer, String detail) {
    if (explains()) {
      tell(new ExplanationStep.Decision(pointer, detail));
    }
  }
}
