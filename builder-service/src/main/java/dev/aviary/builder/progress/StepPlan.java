package dev.aviary.builder.progress;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps that a canary of an app goes through: pure.
 *
 * @param steps lowest share first; none: the split counts and a person promotes
 */
record StepPlan(List<CanaryStep> steps) {
  /** What a canary that is promoted without steps has to answer, and how long it serves. */
  private static final int REQUESTS = 300;

  private static final int SECONDS = 120;

  StepPlan {
    steps = List.copyOf(steps);
  }

  /**
   * @param splitPercent the canary's share by the app's split
   */
  static StepPlan of(CanaryOptions options, int splitPercent) {
    if (options.steps().isEmpty() && options.promotesByItself() && splitPercent > 0) {
      return new StepPlan(List.of(new CanaryStep(splitPercent, REQUESTS, SECONDS)));
    }
    return new StepPlan(options.steps());
  }

  /** As an app's settings and split are now. */
  static StepPlan of(AppControl known) {
    AppSpec spec = known.spec();
    return spec == null
        ? new StepPlan(List.of())
        : of(spec.canary(), known.shared().canaryPercent());
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** A deployment that begins. */
  CanaryProgress first(String deployment, Instant now, long requestsBefore) {
    return at(0, deployment, now, requestsBefore);
  }

  /**
   * What a deployment has to fulfil where it is. Steps may have been changed since it came there:
   * then it is the highest of those that are not above its share, or a good verdict alone.
   */
  CanaryStep present(CanaryProgress progress) {
    return steps.stream()
        .filter(step -> step.percent() <= progress.percent())
        .reduce((one, other) -> other)
        .orElseGet(() -> new CanaryStep(Math.max(1, progress.percent()), 0, 0));
  }

  /** The next step above its share; nothing after the last one. */
  Optional<CanaryProgress> after(CanaryProgress progress, Instant now, long requestsBefore) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).percent() > progress.percent()) {
        return Optional.of(at(i, progress.deployment(), now, requestsBefore));
      }
    }
    return Optional.empty();
  }

  private CanaryProgress at(int step, String deployment, Instant now, long requestsBefore) {
    return new CanaryProgress(
        deployment,
        step,
        steps.size(),
        steps.get(step).percent(),
        CanaryProgress.State.RUNNING,
        now,
        requestsBefore,
        null);
  }
}
