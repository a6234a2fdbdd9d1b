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

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next step when other containers take the stable slots. */
final class ReplacementTest {
  private static final Rollout UPDATE = new Updating(new Steady(A, null), B);
  private static final Trying TRIED = new Trying(A, B, true, null, null);

  @Test
  void startsTheNewContainerBesideTheOld() {
    assertEquals(new ReconcileStep.Start(STABLE_1, B), Scene.of(UPDATE).stable(A).next());
  }

  @Test
  void keepsTheOldInTheTrafficUntilTheNewAnswers() {
    assertEquals(
        new ReconcileStep.Probe(List.of(member(STABLE_1, B))),
        Scene.of(UPDATE).stable(A).starting(STABLE_1, B, State.RUNNING).next());
  }

  @Test
  void doesNotStopTheOldBeforeTheBalancersHaveSeenTheNewRoutes() {
    assertWaits(true, draining(RouteUptake.UNSEEN).next());
  }

  @Test
  void doesNotStopTheOldWhileARequestIsInFlight() {
    assertWaits(true, draining(RouteUptake.IN_FLIGHT).next());
  }

  @Test
  void stopsTheOldWhenNoRequestIsLeft() {
    assertEquals(
        new ReconcileStep.Retire(STABLE_1, member(STABLE_1, A)),
        draining(RouteUptake.CLEAR).next());
  }

  @Test
  void goesOnToTheSecondSlotWhenTheOldOfTheFirstIsGone() {
    assertEquals(
        new ReconcileStep.Start(STABLE_2, B),
        Scene.of(UPDATE).serving(STABLE_1, B).serving(STABLE_2, A).next());
  }

  @Test
  void forgetsAnOldContainerThatEndedByItselfWithoutWaiting() {
    assertEquals(
        new ReconcileStep.Retire(STABLE_1, member(STABLE_1, A)),
        Scene.of(UPDATE)
            .serving(STABLE_1, B)
            .serving(STABLE_2, A)
            .draining(STABLE_1, A, null, RouteUptake.UNSEEN)
            .next());
  }

  private Scene draining(RouteUptake uptake) {
    return Scene.of(UPDATE)
        .serving(STABLE_1, B)
        .serving(STABLE_2, A)
        .draining(STABLE_1, A, State.RUNNING, uptake);
  }

  @Test
  void replacesTheStableSlotsAndLeavesTheCanary() {
    assertEquals(
        new ReconcileStep.Start(STABLE_1, C),
        Scene.of(new RollingBack(TRIED, C)).stable(A).serving(CANARY, B).next());
  }
}
