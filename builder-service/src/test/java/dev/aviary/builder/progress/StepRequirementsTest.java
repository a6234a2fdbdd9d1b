package dev.aviary.builder.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.route.CanaryProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a step waits for. */
@SuppressWarnings("NullAway") // null is what a missing member is on the wire
final class StepRequirementsTest {
  private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant NOW = BEGUN.plusSeconds(60);
  private static final CanaryStep STEP = new CanaryStep(5, 300, 120);
  private static final CanaryStep BARE = new CanaryStep(5, 0, 0);
  private static final CanaryProgress PROGRESS =
      new CanaryProgress("d-1", 0, 2, 5, CanaryProgress.State.RUNNING, BEGUN, 100, null);

  @Test
  void requestsSecondsAndTheVerdictAreEachWaitedForAndNamed() {
    assertEquals(
        List.of(
            "288 more requests of the canary",
            "60 s more",
            "a good verdict; there is not enough for one: needs 40 more"),
        missing(STEP, judgement(CanaryVerdict.NOT_ENOUGH, 112, NOW)));
  }

  @Test
  void whatWasAnsweredBeforeTheStepDoesNotCount() {
    assertEquals(
        List.of("300 more requests of the canary", "60 s more"),
        missing(STEP, judgement(CanaryVerdict.GOOD, 100, NOW)));
  }

  @Test
  void aGoodCanaryWithAllThatIsAskedForGoesOn() {
    CanaryStep reached = new CanaryStep(5, 300, 60);
    assertEquals(List.of(), missing(reached, judgement(CanaryVerdict.GOOD, 400, NOW)));
  }

  @Test
  void noJudgementIsNoGoodVerdict() {
    assertEquals(List.of("the monitor's first judgement"), missing(BARE, null));
  }

  @Test
  void aJudgementOfEarlierIsNoGoodVerdict() {
    Instant earlier = NOW.minus(StepRequirements.FRESH).minusMillis(1);
    List<String> missing = missing(BARE, judgement(CanaryVerdict.GOOD, 400, earlier));
    assertTrue(missing.getFirst().contains(earlier.toString()), missing.toString());
  }

  @Test
  void aBadCanaryNeverGoesOn() {
    assertEquals(
        List.of("a good verdict; it is bad: errors: 9 of 20"),
        missing(BARE, judgement(CanaryVerdict.BAD, 400, NOW)));
  }

  @Test
  void whereNothingIsJudgedTimeAloneDecides() {
    var off = new CanaryOptions("off", null, List.of(), null, List.of(), null);
    CanaryStep seconds = new CanaryStep(5, 0, 120);
    assertEquals(List.of("60 s more"), StepRequirements.missing(off, seconds, PROGRESS, null, NOW));
    assertEquals(
        List.of(), StepRequirements.missing(off, seconds, PROGRESS, null, BEGUN.plusSeconds(120)));
  }

  private static List<String> missing(CanaryStep step, @Nullable Judgement judgement) {
    return StepRequirements.missing(CanaryOptions.DEFAULT, step, PROGRESS, judgement, NOW);
  }

  private static Judgement judgement(CanaryVerdict verdict, long requests, Instant at) {
    return new Judgement(
        "shop",
        "d-1",
        "shop-1",
        at,
        verdict,
        List.of("errors: 9 of 20"),
        verdict == CanaryVerdict.NOT_ENOUGH ? "needs 40 more" : null,
        requests);
  }
}
