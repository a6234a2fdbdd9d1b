package dev.aviary.builder.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.route.CanaryProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which steps a canary goes through. */
@SuppressWarnings("NullAway") // null is what a missing member is on the wire
final class StepPlanTest {
  private static final CanaryStep FIVE = new CanaryStep(5, 300, 120);
  private static final CanaryStep FIFTEEN = new CanaryStep(15, 0, 0);
  private static final CanaryStep THIRD = new CanaryStep(33, 0, 0);
  private static final StepPlan THREE = new StepPlan(List.of(FIVE, FIFTEEN, THIRD));

  @Test
  void withoutStepsTheSplitCountsAndAPersonPromotes() {
    assertTrue(StepPlan.of(CanaryOptions.DEFAULT, 33).isEmpty());
  }

  @Test
  void whatPromotesByItselfHasAStepAtTheSplitsShare() {
    CanaryOptions auto = options(List.of(), "auto");
    assertEquals(List.of(20), percents(StepPlan.of(auto, 20)));
    assertTrue(StepPlan.of(auto, 0).isEmpty(), "a canary without visitors is never known");
  }

  @Test
  void aCanaryGoesFromTheFirstStepToTheLast() {
    CanaryProgress first = THREE.first("d-1", Instant.EPOCH, 0);
    assertEquals(5, first.percent());
    CanaryProgress second = THREE.after(first, Instant.EPOCH, 312).orElseThrow();
    assertEquals(15, second.percent());
    assertEquals(312, second.requestsBefore());
    CanaryProgress third = THREE.after(second, Instant.EPOCH, 400).orElseThrow();
    assertEquals(2, third.step());
    assertEquals(Optional.empty(), THREE.after(third, Instant.EPOCH, 500));
  }

  @Test
  void stepsThatWereChangedCountFromTheShareThatTheCanaryHas() {
    CanaryProgress atFifteen = at(15);
    var changed = new StepPlan(List.of(new CanaryStep(10, 7, 0), new CanaryStep(50, 0, 0)));
    assertEquals(7, changed.present(atFifteen).requests());
    CanaryProgress next = changed.after(atFifteen, Instant.EPOCH, 0).orElseThrow();
    assertEquals(50, next.percent());
    assertEquals(1, next.step());
    assertEquals(2, next.steps());
    var higher = new StepPlan(List.of(new CanaryStep(50, 9, 0)));
    assertEquals(new CanaryStep(15, 0, 0), higher.present(atFifteen), "the verdict alone counts");
    var lower = new StepPlan(List.of(FIVE));
    assertEquals(Optional.empty(), lower.after(atFifteen, Instant.EPOCH, 0));
  }

  private static CanaryProgress at(int percent) {
    return new CanaryProgress(
        "d-1", 1, 3, percent, CanaryProgress.State.RUNNING, Instant.EPOCH, 0, null);
  }

  private static List<Integer> percents(StepPlan plan) {
    return plan.steps().stream().map(CanaryStep::percent).toList();
  }

  private static CanaryOptions options(List<CanaryStep> steps, String promote) {
    return new CanaryOptions("on", null, steps, promote, List.of(), null);
  }
}
