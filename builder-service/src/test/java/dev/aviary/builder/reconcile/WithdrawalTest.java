package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.C;
import static dev.aviary.builder.reconcile.Scene.assertWaits;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import org.junit.jupiter.api.Test;

/** The next step when a canary is taken out. */
final class WithdrawalTest {
  private static final Trying TRIED = new Trying(A, B, true, null, null);
  private static final Rollout PROMOTION = new Promoting(TRIED, C);

  @Test
  void comesBeforeEverythingElse() {
    assertInstanceOf(
        ReconcileStep.TakeOut.class,
        Scene.of(TRIED)
            .serving(STABLE_1, A, State.ENDED)
            .serving(STABLE_2, A)
            .serving(CANARY, B)
            .withdrawn(B, "hot")
            .next());
  }

  @Test
  void ofAnotherDeploymentOfTheCommitDoesNotConcernAForcedCanary() {
    var again = new Trying(A, new Placement(B.release(), "d-x"), true, null, null);
    Scene scene = Scene.of(again).stable(A).serving(CANARY, again.canary()).withdrawn(B, "hot");
    assertWaits(false, scene.next());
  }

  @Test
  void emptiesTheCanarySlot() {
    assertEquals(
        new ReconcileStep.Vacate(CANARY, member(CANARY, B)),
        Scene.of(new Withdrawn(A, B, "hot", null))
            .stable(A)
            .serving(CANARY, B)
            .withdrawn(B, "hot")
            .next());
  }

  @Test
  void endsACanaryThatHasNotServedYet() {
    assertEquals(
        new ReconcileStep.Discard(CANARY, member(CANARY, B)),
        Scene.of(new Withdrawn(A, B, "hot", null))
            .stable(A)
            .starting(CANARY, B, State.RUNNING)
            .next());
  }

  @Test
  void inTheMiddleOfAPromoteTakesTheCanaryOutFirst() {
    assertInstanceOf(
        ReconcileStep.TakeOut.class,
        Scene.of(PROMOTION)
            .serving(STABLE_1, C)
            .serving(STABLE_2, A)
            .starting(STABLE_2, C, State.RUNNING)
            .answered(STABLE_2, C)
            .serving(CANARY, B)
            .withdrawn(B, "hot")
            .next());
  }

  @Test
  void inTheMiddleOfAPromoteReturnsTheStableSlots() {
    Scene scene =
        Scene.of(new Withdrawn(A, B, "hot", null))
            .serving(STABLE_1, C)
            .serving(STABLE_2, A)
            .starting(STABLE_2, C, State.RUNNING);
    assertEquals(new ReconcileStep.Discard(STABLE_2, member(STABLE_2, C)), scene.next());
  }
}
