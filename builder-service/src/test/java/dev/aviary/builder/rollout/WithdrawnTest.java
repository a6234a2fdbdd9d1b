package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.OLD;
import static dev.aviary.builder.rollout.Scene.STABLE;
import static dev.aviary.builder.rollout.Scene.WITHDRAWN;
import static dev.aviary.builder.rollout.Scene.again;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WithdrawnTest {
  @Test
  void aNewCanaryIsTriedInItsPlace() {
    assertEquals(new Trying(STABLE, NEW, false, null, OLD), next(WITHDRAWN, Scene.builtCanary()));
  }

  @Test
  void aStableBuildGoesToTheStableSlotsAndTheWithdrawalStays() {
    var updating = new Updating(WITHDRAWN, NEW);
    assertEquals(updating, next(WITHDRAWN, Scene.builtStable()));
    assertEquals(
        new Withdrawn(NEW, CANARY, "CPU 97 %", STABLE), next(updating, Scene.reached(NEW)));
  }

  @Test
  void theSecondWithdrawalIsNotTaken() {
    assertEquals(
        "deployment d-canary is not the canary", refusal(WITHDRAWN, Scene.withdraw(CANARY)));
  }

  @Test
  void nothingIsUnderWayThatCouldBeReachedOrFail() {
    assertEquals("deployment d-canary is not under way", refusal(WITHDRAWN, Scene.reached(CANARY)));
    assertEquals("deployment d-canary is not under way", refusal(WITHDRAWN, Scene.failed(CANARY)));
  }

  @Test
  void aPromoteIsRefusedWithTheReasonOfTheWithdrawal() {
    assertEquals(
        "this commit was withdrawn: CPU 97 %; repair it, or give force and a reason",
        refusal(WITHDRAWN, Scene.promote()));
  }

  @Test
  void aPromoteByForceBringsTheWithdrawnReleaseToTheStableSlots() {
    assertEquals(
        new Promoting(WITHDRAWN, again(CANARY, "d-promote")),
        next(WITHDRAWN, Scene.promote("CPU 97 %", true)));
  }

  @Test
  void aRollBackIsTaken() {
    assertEquals(
        new RollingBack(WITHDRAWN, again(OLD, "d-back")), next(WITHDRAWN, Scene.rollBack()));
  }

  @Test
  void theCanarySlotIsEmptyAndTheStableSlotsNeverLeft() {
    assertEquals(Map.of(Slot.STABLE_1, STABLE, Slot.STABLE_2, STABLE), WITHDRAWN.desired());
    assertNull(WITHDRAWN.canary());
    assertNull(WITHDRAWN.underway());
    assertEquals("withdrawn", WITHDRAWN.state());
  }
}
