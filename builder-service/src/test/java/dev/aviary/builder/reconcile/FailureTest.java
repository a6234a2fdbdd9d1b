package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Updating;
import org.junit.jupiter.api.Test;

/** The next step when a deployment cannot be finished. */
final class FailureTest {
  private static final Rollout STEADY = new Steady(A, null);
  private static final Rollout UPDATE = new Updating(new Steady(A, null), B);

  @Test
  void isAContainerThatEndsBeforeItAnswers() {
    assertEquals(
        new ReconcileStep.Fail(
            "d-b",
            STABLE_1,
            member(STABLE_1, B),
            "start",
            "the container ended before it answered"),
        Scene.of(UPDATE).stable(A).starting(STABLE_1, B, State.ENDED).next());
  }

  @Test
  void isAContainerThatDisappears() {
    assertInstanceOf(
        ReconcileStep.Fail.class, Scene.of(UPDATE).stable(A).starting(STABLE_1, B, null).next());
  }

  @Test
  void isADeadlineThatPassedAndTellsTheLastProbe() {
    assertEquals(
        new ReconcileStep.Fail(
            "d-b",
            STABLE_2,
            member(STABLE_2, B),
            "probe",
            "/health was not answered within %d s: it answered 500"
                .formatted(Scene.SPEC.run().healthDeadlineSeconds())),
        Scene.of(UPDATE)
            .serving(STABLE_1, B)
            .serving(STABLE_2, A)
            .starting(STABLE_2, B, State.RUNNING)
            .overdue(STABLE_2, B, "it answered 500")
            .next());
  }

  @Test
  void leavesAContainerThatIsRemovedNext() {
    assertEquals(
        new ReconcileStep.Discard(STABLE_1, member(STABLE_1, B)),
        Scene.of(STEADY).stable(A).starting(STABLE_1, B, State.RUNNING).next());
  }

  @Test
  void halfWayReturnsTheFirstSlotToTheReleaseItHad() {
    assertEquals(
        new ReconcileStep.Start(STABLE_1, A),
        Scene.of(STEADY).serving(STABLE_1, B).serving(STABLE_2, A).next());
  }

  @Test
  void halfWayTakesBackTheOldContainerThatStillDrains() {
    assertEquals(
        new ReconcileStep.Resume(STABLE_1, member(STABLE_1, A)),
        Scene.of(STEADY)
            .serving(STABLE_1, B)
            .serving(STABLE_2, A)
            .draining(STABLE_1, A, State.RUNNING, RouteUptake.IN_FLIGHT)
            .next());
  }

  @Test
  void ofAFirstDeploymentEmptiesTheSlotThatServedIt() {
    assertEquals(
        new ReconcileStep.Vacate(STABLE_1, member(STABLE_1, A)),
        Scene.of(new Empty()).serving(STABLE_1, A).next());
  }
}
