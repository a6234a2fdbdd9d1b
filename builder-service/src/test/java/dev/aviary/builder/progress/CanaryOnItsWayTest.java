package dev.aviary.builder.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.progress.CanaryOnItsWay.Move;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.CanaryProgress.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done with a canary at one look. */
@SuppressWarnings("NullAway") // null is what a missing member is on the wire
final class CanaryOnItsWayTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Placement CANARY =
      new Placement(
          new Release("shop-1", "shop", "canary", "1".repeat(40), "sha256:1", null), "d-1");
  private static final List<CanaryStep> STEPS =
      List.of(new CanaryStep(5, 20, 0), new CanaryStep(15, 0, 0));

  @Test
  void oneWhoseStepsAreDoneIsPromotedOnlyWhileItIsGood() {
    CanaryOnItsWay done = canary("dry", STEPS, "auto", at(15, State.COMPLETED));
    assertEquals(Move.WAIT, done.move(null, NOW));
    assertEquals(Move.WAIT, done.move(judged(CanaryVerdict.BAD), NOW));
    assertEquals(Move.WAIT, done.move(judged(CanaryVerdict.NOT_ENOUGH), NOW));
    assertEquals(Move.WAIT, done.move(judged(CanaryVerdict.GOOD), NOW.plusSeconds(60)));
    assertEquals(Move.PROMOTE, done.move(judged(CanaryVerdict.GOOD), NOW));
  }

  @Test
  void oneWhoseStepsWereChangedGoesOnOnlyWhenItIsGood() {
    List<CanaryStep> higher = List.of(new CanaryStep(50, 300, 0));
    for (List<CanaryStep> steps : List.of(higher, List.<CanaryStep>of())) {
      CanaryOnItsWay changed = canary("on", steps, "ask", at(5, State.RUNNING));
      assertEquals(Move.WAIT, changed.move(null, NOW));
      assertEquals(Move.WAIT, changed.move(judged(CanaryVerdict.BAD), NOW));
      assertEquals(Move.GO_ON, changed.move(judged(CanaryVerdict.GOOD), NOW));
    }
  }

  @Test
  void whatAPersonHoldsOrIsToPromoteStays() {
    Judgement good = judged(CanaryVerdict.GOOD);
    assertEquals(Move.WAIT, canary("on", STEPS, "auto", at(5, State.PAUSED)).move(good, NOW));
    assertEquals(Move.WAIT, canary("on", STEPS, "auto", at(5, State.STOPPED)).move(good, NOW));
    assertEquals(Move.WAIT, canary("on", STEPS, "ask", at(15, State.COMPLETED)).move(good, NOW));
  }

  @Test
  void stepsThatAreNotOnRecordBegin() {
    assertEquals(Move.BEGIN, canary("on", STEPS, "ask", null).move(null, NOW));
    assertEquals(Move.WAIT, canary("on", List.of(), "ask", null).move(null, NOW));
  }

  private static CanaryOnItsWay canary(
      String judgement, List<CanaryStep> steps, String promote, @Nullable CanaryProgress progress) {
    var options = new CanaryOptions(judgement, null, steps, promote, List.of(), null);
    return new CanaryOnItsWay("shop", options, StepPlan.of(options, 33), CANARY, progress);
  }

  private static CanaryProgress at(int percent, State state) {
    return new CanaryProgress("d-1", 0, 2, percent, state, NOW.minusSeconds(60), 0, null);
  }

  private static Judgement judged(CanaryVerdict verdict) {
    return new Judgement("shop", "d-1", "shop-1", NOW, verdict, List.of(), null, 400);
  }
}
