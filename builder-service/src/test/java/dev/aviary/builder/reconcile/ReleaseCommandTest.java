package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.C;
import static dev.aviary.builder.reconcile.Scene.beside;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import org.junit.jupiter.api.Test;

/** The next step of a deployment with a release command. */
final class ReleaseCommandTest {
  private static final Placement NEW = Scene.with(B, "{\"release\": \"migrate\"}");
  private static final Rollout UPDATE = new Updating(new Steady(A, null), NEW);
  private static final SideContainer RUNS =
      beside(SideContainer.RELEASE, Track.STABLE, NEW, State.RUNNING);

  @Test
  void itIsRunBeforeAnySlotChanges() {
    assertEquals(new ReconcileStep.Release(NEW, null), Scene.of(UPDATE).stable(A).next());
    assertEquals(
        new ReconcileStep.Release(NEW, RUNS), Scene.of(UPDATE).stable(A).side(RUNS).next());
  }

  @Test
  void aContainerThatDiesMeanwhileIsReplacedByOneOfTheReleaseThatServes() {
    assertEquals(
        new ReconcileStep.Start(STABLE_2, A),
        Scene.of(UPDATE).serving(STABLE_1, A).serving(STABLE_2, A, State.ENDED).side(RUNS).next());
  }

  @Test
  void theFirstSlotBeginsOnceItHasEndedWell() {
    assertEquals(
        new ReconcileStep.Start(STABLE_1, NEW), Scene.of(UPDATE).stable(A).released(NEW).next());
  }

  @Test
  void aBuilderThatForgotThatItEndedWellDoesNotRunItAgainOnceASlotHasBegun() {
    assertEquals(
        new ReconcileStep.Launch(STABLE_1, Scene.member(STABLE_1, NEW)),
        Scene.of(UPDATE).stable(A).starting(STABLE_1, NEW, State.CREATED).next());
  }

  @Test
  void aCanaryThatServesStaysUntilTheCommandOfTheNextOneHasEnded() {
    var trying = new Trying(A, NEW, false, C, null);
    assertEquals(
        new ReconcileStep.Release(NEW, null), Scene.of(trying).stable(A).serving(CANARY, C).next());
    assertEquals(
        new ReconcileStep.Release(NEW, null),
        Scene.of(new Trying(A, NEW, false, null, null)).stable(A).next());
  }

  @Test
  void aPromotionRunsNone() {
    var promoting =
        new Promoting(
            new Trying(A, NEW, true, null, null), new Placement(NEW.release(), "d-promoted"));
    assertEquals(
        new ReconcileStep.Start(STABLE_1, promoting.next()),
        Scene.of(promoting).stable(A).serving(CANARY, NEW).next());
  }

  @Test
  void itsContainerGoesWhenTheDeploymentHasEnded() {
    SideContainer ended = beside(SideContainer.RELEASE, Track.STABLE, NEW, State.ENDED);
    assertEquals(
        new ReconcileStep.RemoveSide(ended, false),
        Scene.of(new Steady(NEW, A)).stable(NEW).side(ended).next());
    assertEquals(
        new ReconcileStep.StopSide(RUNS),
        Scene.of(new Steady(A, null)).stable(A).side(RUNS).next());
  }
}
