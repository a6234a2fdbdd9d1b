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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import org.junit.jupiter.api.Test;

/** The next step when nothing is under way. */
final class AtRestTest {
  private static final Rollout STEADY = new Steady(A, null);
  private static final Trying TRIED = new Trying(A, B, true, null, null);

  @Test
  void drainsWhenAnotherServesItsSlot() {
    assertEquals(
        new ReconcileStep.Drain(STABLE_1, member(STABLE_1, B)),
        Scene.of(STEADY).stable(A).stray(STABLE_1, B, State.RUNNING).next());
  }

  @Test
  void isLeftAloneWhenNothingServesItsSlot() {
    assertWaits(false, Scene.of(STEADY).stable(A).stray(CANARY, B, State.RUNNING).next());
  }

  @Test
  void isLeftAloneWhenWhatServesItsSlotIsDead() {
    ReconcileStep step =
        Scene.of(STEADY)
            .serving(STABLE_1, A, State.ENDED)
            .serving(STABLE_2, A)
            .resting(STABLE_1)
            .stray(STABLE_1, B, State.RUNNING)
            .next();
    assertWaits(false, step);
  }

  @Test
  void thatDoesNotRunIsRemoved() {
    assertInstanceOf(
        ReconcileStep.Remove.class,
        Scene.of(STEADY).stable(A).stray(CANARY, B, State.ENDED).next());
  }

  @Test
  void nothingIsDoneWhenAllIsAsItShouldBe() {
    assertWaits(false, Scene.of(STEADY).stable(A).next());
    assertWaits(false, Scene.of(TRIED).stable(A).serving(CANARY, B).next());
    assertWaits(false, Scene.of(new Empty()).next());
    assertWaits(false, Scene.of(new Withdrawn(A, B, "hot", null)).stable(A).next());
  }

  @Test
  void noStepOfARestingRolloutEverStopsWhatServesAsItShould() {
    for (State other : State.values()) {
      ReconcileStep step =
          Scene.of(TRIED)
              .serving(STABLE_1, A)
              .serving(STABLE_2, A, other)
              .serving(CANARY, B)
              .stray(STABLE_1, C, other)
              .next();
      assertFalse(
          step instanceof ReconcileStep.Vacate || step instanceof ReconcileStep.Retire,
          step.toString());
      assertTrue(!(step instanceof ReconcileStep.Remove remove) || !remove.container().running());
    }
  }
}
