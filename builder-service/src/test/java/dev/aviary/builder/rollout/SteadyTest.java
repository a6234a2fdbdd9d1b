package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.OLD;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.STEADY;
import static dev.aviary.builder.rollout.Scene.again;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SteadyTest {
  @Test
  void aStableBuildGoesToTheStableSlots() {
    assertEquals(new Updating(STEADY, NEW), next(STEADY, Scene.builtStable()));
  }

  @Test
  void aCanaryBuildIsTriedBesideTheStableRelease() {
    assertEquals(new Trying(STABLE, NEW, false, null, OLD), next(STEADY, Scene.builtCanary()));
  }

  @Test
  void nothingIsUnderWayThatCouldBeReachedOrFail() {
    assertEquals("deployment d-stable is not under way", refusal(STEADY, Scene.reached(STABLE)));
    assertEquals("deployment d-stable is not under way", refusal(STEADY, Scene.failed(STABLE)));
  }

  @Test
  void noWithdrawalEverRemovesAStableRelease() {
    assertEquals("deployment d-stable is not the canary", refusal(STEADY, Scene.withdraw(STABLE)));
    assertEquals("deployment d-canary is not the canary", refusal(STEADY, Scene.withdraw(CANARY)));
  }

  @Test
  void thereIsNoCanaryToPromoteEvenByForce() {
    String reason = "there is no canary to promote; push a branch and deploy it first";
    assertEquals(reason, refusal(STEADY, Scene.promote()));
    assertEquals(reason, refusal(STEADY, Scene.promote("CPU 97 %", true)));
  }

  @Test
  void aRollBackBringsThePreviousReleaseUnderANewDeployment() {
    assertEquals(new RollingBack(STEADY, again(OLD, "d-back")), next(STEADY, Scene.rollBack()));
  }

  @Test
  void aRollBackToAWithdrawnCommitWantsForce() {
    assertEquals(
        "this commit was withdrawn: CPU 97 %; repair it, or give force and a reason",
        refusal(STEADY, Scene.rollBack("CPU 97 %", false)));
    assertEquals(
        new RollingBack(STEADY, again(OLD, "d-back")),
        next(STEADY, Scene.rollBack("CPU 97 %", true)));
  }

  @Test
  void theFirstReleaseHasNoEarlierOneToRollBackTo() {
    assertEquals(
        "there is no earlier stable release to roll back to",
        refusal(new Steady(STABLE, null), Scene.rollBack("CPU 97 %", true)));
  }

  @Test
  void bothStableSlotsRunTheReleaseAndTheCanarySlotIsEmpty() {
    assertEquals(Map.of(Slot.STABLE_1, STABLE, Slot.STABLE_2, STABLE), STEADY.desired());
    assertNull(STEADY.underway());
    assertNull(STEADY.canary());
    assertEquals("steady", STEADY.state());
  }

  @Test
  @SuppressWarnings("NullAway") // null is the point
  void itIsNotSteadyWithoutAStableRelease() {
    assertThrows(BadValueException.class, () -> new Steady(null, OLD));
  }
}
