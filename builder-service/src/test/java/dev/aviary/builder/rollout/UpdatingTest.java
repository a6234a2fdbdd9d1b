package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.LIVE;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.OLD;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.STEADY;
import static dev.aviary.builder.rollout.Scene.WITHDRAWN;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UpdatingTest {
  private static final Updating UPDATING = new Updating(STEADY, NEW);
  private static final String BUSY = "deployment d-new is under way; try again when it has ended";

  @Test
  void whenItIsReachedTheReleaseBeforeBecomesThePreviousOne() {
    assertEquals(new Steady(NEW, STABLE), next(UPDATING, Scene.reached(NEW)));
  }

  @Test
  void theFirstReleaseOfAnAppHasNoPreviousOne() {
    assertEquals(new Steady(NEW, null), next(new Updating(new Empty(), NEW), Scene.reached(NEW)));
  }

  @Test
  void aCanaryThatIsTriedStaysWhenItIsReached() {
    assertEquals(
        new Trying(NEW, CANARY, true, null, STABLE),
        next(new Updating(LIVE, NEW), Scene.reached(NEW)));
  }

  @Test
  void failedHalfWayBothSlotsReturnToTheReleaseThatTheyHad() {
    assertEquals(STEADY, next(UPDATING, Scene.failed(NEW)));
    assertEquals(LIVE, next(new Updating(LIVE, NEW), Scene.failed(NEW)));
    assertEquals(new Empty(), next(new Updating(new Empty(), NEW), Scene.failed(NEW)));
  }

  @Test
  void aReportOfAnotherDeploymentIsNotTaken() {
    assertEquals("deployment d-stable is not under way", refusal(UPDATING, Scene.reached(STABLE)));
    assertEquals("deployment d-stable is not under way", refusal(UPDATING, Scene.failed(STABLE)));
  }

  @Test
  void everythingElseWaits() {
    assertEquals(BUSY, refusal(UPDATING, Scene.builtStable()));
    assertEquals(BUSY, refusal(UPDATING, Scene.builtCanary()));
    assertEquals(BUSY, refusal(UPDATING, Scene.promote()));
    assertEquals(BUSY, refusal(UPDATING, Scene.promote("CPU 97 %", true)));
    assertEquals(BUSY, refusal(UPDATING, Scene.rollBack()));
  }

  @Test
  void aWithdrawalInTheMiddleTakesTheCanaryOutAndTheUpdateGoesOn() {
    var goesOn = new Updating(WITHDRAWN, NEW);
    assertEquals(goesOn, next(new Updating(LIVE, NEW), Scene.withdraw(CANARY)));
    assertNull(goesOn.canary());
    assertEquals(WITHDRAWN, next(goesOn, Scene.failed(NEW)));
  }

  @Test
  void whatIsBroughtToTheStableSlotsCannotBeWithdrawn() {
    assertEquals("deployment d-new is not the canary", refusal(UPDATING, Scene.withdraw(NEW)));
    assertEquals(
        "deployment d-stable is not the canary", refusal(UPDATING, Scene.withdraw(STABLE)));
  }

  @Test
  void theStableSlotsShouldRunTheNextReleaseAndTheCanaryWhatItRan() {
    assertEquals(Map.of(Slot.STABLE_1, NEW, Slot.STABLE_2, NEW), UPDATING.desired());
    assertEquals(
        Map.of(Slot.STABLE_1, NEW, Slot.STABLE_2, NEW, Slot.CANARY, CANARY),
        new Updating(LIVE, NEW).desired());
    assertEquals("d-new", UPDATING.underway());
    assertEquals(OLD, UPDATING.previous());
    assertEquals("updating", UPDATING.state());
  }
}
