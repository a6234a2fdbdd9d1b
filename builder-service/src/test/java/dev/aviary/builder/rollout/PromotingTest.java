package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.LIVE;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.WITHDRAWN;
import static dev.aviary.builder.rollout.Scene.again;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromotingTest {
  private static final Placement PROMOTED = again(CANARY, "d-promote");
  private static final Promoting PROMOTING = new Promoting(LIVE, PROMOTED);
  private static final String BUSY =
      "deployment d-promote is under way; try again when it has ended";

  @Test
  void whenItIsReachedTheReleaseIsStableAndTheCanarySlotIsEmptied() {
    assertEquals(new Steady(PROMOTED, STABLE), next(PROMOTING, Scene.reached(PROMOTED)));
  }

  @Test
  void aCanaryThatCameBeforeAnyStableReleaseHasNoPreviousOne() {
    var first = new Promoting(new Trying(null, CANARY, true, null, null), PROMOTED);
    assertEquals(new Steady(PROMOTED, null), next(first, Scene.reached(PROMOTED)));
  }

  @Test
  void failedHalfWayTheStableSlotsReturnAndTheCanaryIsStillTried() {
    assertEquals(LIVE, next(PROMOTING, Scene.failed(PROMOTED)));
  }

  @Test
  void aWithdrawalInTheMiddleEndsThePromoteAndBringsTheStableReleaseBack() {
    assertEquals(WITHDRAWN, next(PROMOTING, Scene.withdraw(CANARY)));
    assertEquals(Map.of(Slot.STABLE_1, STABLE, Slot.STABLE_2, STABLE), WITHDRAWN.desired());
  }

  @Test
  void aWithdrawalAfterTheEndOfThePromoteIsNotTaken() {
    var promoted = new Steady(PROMOTED, STABLE);
    assertEquals(
        "deployment d-canary is not the canary", refusal(promoted, Scene.withdraw(CANARY)));
  }

  @Test
  void aPromoteByForceOfAWithdrawnReleaseIsNotWithdrawnAgain() {
    var forced = new Promoting(WITHDRAWN, PROMOTED);
    assertEquals("deployment d-canary is not the canary", refusal(forced, Scene.withdraw(CANARY)));
    assertEquals(WITHDRAWN, next(forced, Scene.failed(PROMOTED)));
    assertEquals(new Steady(PROMOTED, STABLE), next(forced, Scene.reached(PROMOTED)));
  }

  @Test
  void aReportOfTheCanarysOwnDeploymentIsNotTaken() {
    assertEquals("deployment d-canary is not under way", refusal(PROMOTING, Scene.reached(CANARY)));
    assertEquals("deployment d-canary is not under way", refusal(PROMOTING, Scene.failed(CANARY)));
  }

  @Test
  void everythingElseWaits() {
    assertEquals(BUSY, refusal(PROMOTING, Scene.builtStable()));
    assertEquals(BUSY, refusal(PROMOTING, Scene.builtCanary()));
    assertEquals(BUSY, refusal(PROMOTING, Scene.promote()));
    assertEquals(BUSY, refusal(PROMOTING, Scene.rollBack()));
  }

  @Test
  void meanwhileTheCanaryGoesOnServing() {
    assertEquals(
        Map.of(Slot.STABLE_1, PROMOTED, Slot.STABLE_2, PROMOTED, Slot.CANARY, CANARY),
        PROMOTING.desired());
    assertEquals("d-promote", PROMOTING.underway());
    assertEquals("promoting", PROMOTING.state());
  }

  @Test
  void aWithdrawalOfSomethingElseIsNotTaken() {
    assertEquals("deployment d-new is not the canary", refusal(PROMOTING, Scene.withdraw(NEW)));
    assertEquals(
        "deployment d-promote is not the canary", refusal(PROMOTING, Scene.withdraw(PROMOTED)));
  }
}
