package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.C;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.CANARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import org.junit.jupiter.api.Test;

/** The next step for what is tried. */
final class CanaryTest {
  @Test
  void mayComeBeforeAnyStableRelease() {
    assertEquals(
        new ReconcileStep.Start(CANARY, B),
        Scene.of(new Trying(null, B, false, null, null)).next());
  }

  @Test
  void isReachedWithItsOneSlot() {
    assertEquals(
        new ReconcileStep.Reached("d-b"),
        Scene.of(new Trying(null, B, false, null, null))
            .serving(CANARY, B)
            .acknowledged(CANARY, B)
            .next());
  }

  @Test
  void replacesTheCanaryBefore() {
    assertEquals(
        new ReconcileStep.Start(CANARY, C),
        Scene.of(new Trying(A, C, false, B, null)).stable(A).serving(CANARY, B).next());
  }

  @Test
  void leavesItsSlotWhenItWasPromoted() {
    assertEquals(
        new ReconcileStep.Vacate(CANARY, member(CANARY, B)),
        Scene.of(new Steady(C, A)).stable(C).serving(CANARY, B).next());
  }
}
