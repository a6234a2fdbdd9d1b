package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.assertWaits;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import org.junit.jupiter.api.Test;

/** The next step when a container that served has ended. */
final class DeadContainerTest {
  private static final Rollout STEADY = new Steady(A, null);
  private static final Trying TRIED = new Trying(A, B, true, null, null);

  @Test
  void isReplacedByOneOfTheSamePlacement() {
    assertEquals(
        new ReconcileStep.Start(STABLE_2, A),
        Scene.of(STEADY).serving(STABLE_1, A).serving(STABLE_2, A, State.ENDED).next());
  }

  @Test
  void thatDockerForgotIsReplacedToo() {
    assertEquals(
        new ReconcileStep.Start(STABLE_1, A),
        Scene.of(STEADY).serving(STABLE_1, A, null).serving(STABLE_2, A).next());
  }

  @Test
  void restsBeforeItIsReplacedAgain() {
    assertWaits(
        false,
        Scene.of(STEADY)
            .serving(STABLE_1, A, State.ENDED)
            .serving(STABLE_2, A)
            .resting(STABLE_1)
            .next());
  }

  @Test
  void doesNotHoldUpTheOtherSlotWhileItRests() {
    assertEquals(
        new ReconcileStep.Start(STABLE_2, A),
        Scene.of(STEADY)
            .serving(STABLE_1, A, State.ENDED)
            .serving(STABLE_2, A, State.ENDED)
            .resting(STABLE_1)
            .next());
  }

  @Test
  void isReplacedWithoutWaitingForWhatDrainsInTheOtherSlot() {
    assertEquals(
        new ReconcileStep.Start(STABLE_2, A),
        Scene.of(STEADY)
            .serving(STABLE_1, A)
            .draining(STABLE_1, B, State.RUNNING, RouteUptake.UNSEEN)
            .serving(STABLE_2, A, State.ENDED)
            .next());
  }

  @Test
  void whoseReplacementFailsIsNotAFailureOfADeployment() {
    ReconcileStep step =
        Scene.of(STEADY)
            .serving(STABLE_1, A, null)
            .serving(STABLE_2, A)
            .starting(STABLE_1, A, State.ENDED)
            .next();
    assertInstanceOf(ReconcileStep.GiveUp.class, step);
  }

  @Test
  void inTheCanarySlotIsReplaced() {
    assertEquals(
        new ReconcileStep.Start(CANARY, B),
        Scene.of(TRIED).stable(A).serving(CANARY, B, State.ENDED).next());
  }
}
