package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.assertWaits;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import org.junit.jupiter.api.Test;

/** The next step of an app that goes. */
final class ContainerRemovalTest {
  private static final Rollout REMOVING = new Rollout.Removing();
  private static final Rollout STEADY = new Rollout.Steady(A, null);

  @Test
  void whatServesLeavesTheTrafficFirst() {
    assertEquals(
        new ReconcileStep.Vacate(STABLE_1, member(STABLE_1, A)),
        Scene.of(REMOVING).stable(A).next());
  }

  @Test
  void whatWasBeingStartedGoesBeforeItServes() {
    assertEquals(
        new ReconcileStep.Discard(CANARY, member(CANARY, B)),
        Scene.of(REMOVING).starting(CANARY, B, State.RUNNING).answered(CANARY, B).next());
  }

  @Test
  void nothingIsStoppedWhileARequestMayReachIt() {
    for (RouteUptake uptake : new RouteUptake[] {RouteUptake.UNSEEN, RouteUptake.IN_FLIGHT}) {
      assertWaits(true, Scene.of(REMOVING).draining(STABLE_2, A, State.RUNNING, uptake).next());
    }
    assertEquals(
        new ReconcileStep.Retire(STABLE_2, member(STABLE_2, A)),
        Scene.of(REMOVING).draining(STABLE_2, A, State.RUNNING, RouteUptake.CLEAR).next());
  }

  @Test
  void aContainerThatNoSlotKnowsDrainsToo() {
    assertEquals(
        new ReconcileStep.Drain(CANARY, member(CANARY, B)),
        Scene.of(REMOVING).stray(CANARY, B, State.RUNNING).next());
  }

  @Test
  void aContainerThatNoSlotKnowsAndNoRequestReachesGoesAtOnce() {
    assertInstanceOf(ReconcileStep.Remove.class, Scene.of(REMOVING).lost(CANARY, B).next());
    assertInstanceOf(
        ReconcileStep.Remove.class,
        Scene.of(STEADY).stable(A).lost(STABLE_1, B).next(),
        "another serves");
    assertWaits(false, Scene.of(STEADY).stable(A).lost(CANARY, B).next());
  }

  @Test
  void theKeysGoWhenNothingElseIsLeft() {
    assertInstanceOf(
        ReconcileStep.Remove.class, Scene.of(REMOVING).stray(CANARY, B, State.ENDED).next());
    assertEquals(new ReconcileStep.Forget(), Scene.of(REMOVING).next());
    assertWaits(false, Scene.of(new Rollout.Empty()).next());
  }
}
