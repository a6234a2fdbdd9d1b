package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.assertWaits;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next step of an app that nothing runs of. */
final class FirstDeploymentTest {
  private static final Rollout FIRST = new Updating(new Empty(), A);

  @Test
  void startsWithTheFirstSlot() {
    assertEquals(new ReconcileStep.Start(STABLE_1, A), Scene.of(FIRST).next());
  }

  @Test
  void launchesTheContainerThatWasRecorded() {
    assertEquals(
        new ReconcileStep.Launch(STABLE_1, member(STABLE_1, A)),
        Scene.of(FIRST).starting(STABLE_1, A, State.CREATED).next());
  }

  @Test
  void probesWhatRunsAndDoesNotStartTheSecondSlotMeanwhile() {
    assertEquals(
        new ReconcileStep.Probe(List.of(member(STABLE_1, A))),
        Scene.of(FIRST).starting(STABLE_1, A, State.RUNNING).next());
  }

  @Test
  void servesWhatAnswers() {
    assertEquals(
        new ReconcileStep.Serve(
            STABLE_1, member(STABLE_1, A).answering("/health", StatusRange.SUCCESS)),
        Scene.of(FIRST).starting(STABLE_1, A, State.RUNNING).answered(STABLE_1, A).next());
  }

  @Test
  void startsTheSecondSlotWhenTheFirstServes() {
    assertEquals(new ReconcileStep.Start(STABLE_2, A), Scene.of(FIRST).serving(STABLE_1, A).next());
  }

  @Test
  void isNotReachedBeforeTheBalancersHaveSeenBothSlots() {
    Scene scene = Scene.of(FIRST).stable(A).acknowledged(STABLE_1, A);
    assertWaits(true, scene.next());
  }

  @Test
  void isReachedWhenTheBalancersHaveSeenBothSlots() {
    assertEquals(
        new ReconcileStep.Reached("d-a"),
        Scene.of(FIRST).stable(A).acknowledged(STABLE_1, A).acknowledged(STABLE_2, A).next());
  }
}
