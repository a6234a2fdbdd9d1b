package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.LIVE;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.OLD;
import static dev.aviary.builder.rollout.Scene.REPLACED;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.STARTING;
import static dev.aviary.builder.rollout.Scene.STEADY;
import static dev.aviary.builder.rollout.Scene.WITHDRAWN;
import static dev.aviary.builder.rollout.Scene.again;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.builder.rollout.RolloutEvent.Withdraw;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TryingTest {
  private static final String BUSY =
      "deployment d-canary is under way; try again when it has ended";

  @Test
  void aCanaryThatAnswersIsLiveAndTheOneBeforeIsForgotten() {
    assertEquals(LIVE, next(STARTING, Scene.reached(CANARY)));
  }

  @Test
  void aCanaryThatNeverAnswersGivesWayToTheOneBefore() {
    assertEquals(
        new Trying(STABLE, REPLACED, true, null, OLD), next(STARTING, Scene.failed(CANARY)));
  }

  @Test
  void aFirstCanaryThatNeverAnswersLeavesTheStableRelease() {
    var first = new Trying(STABLE, CANARY, false, null, OLD);
    assertEquals(STEADY, next(first, Scene.failed(CANARY)));
  }

  @Test
  void aFirstCanaryOfANewAppThatNeverAnswersLeavesNothing() {
    var first = new Trying(null, CANARY, false, null, null);
    assertEquals(new Empty(), next(first, Scene.failed(CANARY)));
  }

  @Test
  void aLiveCanaryIsNotUnderWay() {
    assertEquals("deployment d-canary is not under way", refusal(LIVE, Scene.reached(CANARY)));
    assertEquals("deployment d-canary is not under way", refusal(LIVE, Scene.failed(CANARY)));
  }

  @Test
  void aReportOfAnotherDeploymentIsNotTaken() {
    assertEquals("deployment d-new is not under way", refusal(STARTING, Scene.reached(NEW)));
    assertEquals(
        "deployment d-replaced is not under way", refusal(STARTING, Scene.failed(REPLACED)));
  }

  @Test
  void whileACanaryStartsEverythingElseWaits() {
    assertEquals(BUSY, refusal(STARTING, Scene.builtStable()));
    assertEquals(BUSY, refusal(STARTING, Scene.builtCanary()));
    assertEquals(BUSY, refusal(STARTING, Scene.promote()));
    assertEquals(BUSY, refusal(STARTING, Scene.promote("CPU 97 %", true)));
    assertEquals(BUSY, refusal(STARTING, Scene.rollBack()));
  }

  @Test
  void aNewCanaryKeepsTheLiveOneUntilItAnswers() {
    assertEquals(new Trying(STABLE, NEW, false, CANARY, OLD), next(LIVE, Scene.builtCanary()));
  }

  @Test
  void aStableBuildLeavesTheCanaryWhereItIs() {
    var updating = new Updating(LIVE, NEW);
    assertEquals(updating, next(LIVE, Scene.builtStable()));
    assertEquals(CANARY, updating.canary());
  }

  @Test
  void aWithdrawnCanaryLeavesItsSlot() {
    assertEquals(WITHDRAWN, next(LIVE, Scene.withdraw(CANARY)));
    assertEquals(WITHDRAWN, next(STARTING, Scene.withdraw(CANARY)));
  }

  @Test
  void aCanaryWithoutAStableReleaseCanBeWithdrawnToo() {
    assertEquals(
        new Withdrawn(null, CANARY, "CPU 97 %", null),
        next(new Trying(null, CANARY, true, null, null), Scene.withdraw(CANARY)));
  }

  @Test
  void withdrawingTheCanaryBeforeForgetsItAndGoesOnWithTheNewOne() {
    assertEquals(
        new Trying(STABLE, CANARY, false, null, OLD), next(STARTING, Scene.withdraw(REPLACED)));
  }

  @Test
  void aWithdrawalNamesCommitAndDeploymentBoth() {
    var otherCommit = new Withdraw(NEW.release().commit(), CANARY.deployment(), "CPU 97 %");
    assertEquals("deployment d-canary is not the canary", refusal(LIVE, otherCommit));
    var otherDeployment = new Withdraw(CANARY.release().commit(), "d-other", "CPU 97 %");
    assertEquals("deployment d-other is not the canary", refusal(LIVE, otherDeployment));
    assertEquals("deployment d-stable is not the canary", refusal(LIVE, Scene.withdraw(STABLE)));
  }

  @Test
  void promotingALiveCanaryBringsItsReleaseToTheStableSlots() {
    assertEquals(new Promoting(LIVE, again(CANARY, "d-promote")), next(LIVE, Scene.promote()));
  }

  @Test
  void promotingACommitThatWasWithdrawnOnceWantsForce() {
    assertEquals(
        "this commit was withdrawn: CPU 97 %; repair it, or give force and a reason",
        refusal(LIVE, Scene.promote("CPU 97 %", false)));
    assertEquals(
        new Promoting(LIVE, again(CANARY, "d-promote")),
        next(LIVE, Scene.promote("CPU 97 %", true)));
  }

  @Test
  void aRollBackLeavesTheCanaryWhereItIs() {
    assertEquals(new RollingBack(LIVE, again(OLD, "d-back")), next(LIVE, Scene.rollBack()));
    assertEquals(CANARY, new RollingBack(LIVE, OLD).canary());
  }

  @Test
  void everySlotRunsItsTracksRelease() {
    var all = Map.of(Slot.STABLE_1, STABLE, Slot.STABLE_2, STABLE, Slot.CANARY, CANARY);
    assertEquals(all, LIVE.desired());
    assertEquals(all, STARTING.desired());
    assertEquals(Map.of(Slot.CANARY, CANARY), new Trying(null, CANARY, true, null, null).desired());
  }

  @Test
  void itIsUnderWayUntilItIsLive() {
    assertEquals("d-canary", STARTING.underway());
    assertNull(LIVE.underway());
    assertEquals("trying", LIVE.state());
  }

  @Test
  @SuppressWarnings("NullAway") // null is the point
  void nothingIsTriedWithoutACanary() {
    assertThrows(BadValueException.class, () -> new Trying(STABLE, null, true, null, null));
  }
}
