package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.assertWaits;
import static dev.aviary.builder.reconcile.Scene.beside;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Removing;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import org.junit.jupiter.api.Test;

/** The next step for what stands beside the slots. */
final class ProcessesTest {
  private static final Placement OLD = Scene.with(A, "{\"processes\": {\"worker\": \"work\"}}");
  private static final Placement NEW = Scene.with(B, "{\"processes\": {\"worker\": \"work 2\"}}");
  private static final SideContainer OLD_RUNS = beside("worker", Track.STABLE, OLD, State.RUNNING);

  @Test
  void aProcessStartsOnceItsTrackIsReached() {
    assertEquals(
        new ReconcileStep.StartSide("worker", Track.STABLE, OLD, "work"),
        Scene.of(new Steady(OLD, null)).stable(OLD).next());
    Rollout first = new Updating(new Rollout.Empty(), OLD);
    assertEquals(new ReconcileStep.Start(STABLE_1, OLD), Scene.of(first).next());
  }

  @Test
  void whileTheSlotsChangeTheOldOneRuns() {
    Rollout update = new Updating(new Steady(OLD, null), NEW);
    assertEquals(
        new ReconcileStep.Start(STABLE_1, NEW), Scene.of(update).stable(OLD).side(OLD_RUNS).next());
  }

  @Test
  void theOldOneEndsBeforeTheNewOneBegins() {
    Rollout reached = new Steady(NEW, OLD);
    assertEquals(
        new ReconcileStep.StopSide(OLD_RUNS), Scene.of(reached).stable(NEW).side(OLD_RUNS).next());
    assertWaits(false, Scene.of(reached).stable(NEW).stopping(OLD_RUNS).next());
    SideContainer ended = beside("worker", Track.STABLE, OLD, State.ENDED);
    assertEquals(
        new ReconcileStep.RemoveSide(ended, false),
        Scene.of(reached).stable(NEW).side(ended).next());
    assertEquals(
        new ReconcileStep.StartSide("worker", Track.STABLE, NEW, "work 2"),
        Scene.of(reached).stable(NEW).next());
  }

  @Test
  void eachTrackHasItsOwn() {
    Rollout trying = new Trying(OLD, NEW, true, null, null);
    assertEquals(
        new ReconcileStep.StartSide("worker", Track.CANARY, NEW, "work 2"),
        Scene.of(trying).stable(OLD).serving(CANARY, NEW).side(OLD_RUNS).next());
  }

  @Test
  void awayFromWhereTheyRunNoneIsStarted() {
    Rollout steady = new Steady(OLD, null);
    assertWaits(false, Scene.of(steady).stable(OLD).awayFromProcesses().next());
    SideContainer stray = beside("worker", Track.STABLE, A, State.RUNNING);
    assertEquals(
        new ReconcileStep.StopSide(stray),
        Scene.of(new Steady(B, null)).stable(B).awayFromProcesses().side(stray).next());
  }

  @Test
  void oneThatEndsIsRemovedAndStartsAgainAfterAPause() {
    Rollout steady = new Steady(OLD, null);
    SideContainer dead = beside("worker", Track.STABLE, OLD, State.ENDED);
    assertEquals(
        new ReconcileStep.RemoveSide(dead, true), Scene.of(steady).stable(OLD).side(dead).next());
    assertWaits(false, Scene.of(steady).stable(OLD).restingProcess("worker of stable").next());
  }

  @Test
  void ofAnAppThatGoesNothingStays() {
    assertEquals(
        new ReconcileStep.StopSide(OLD_RUNS), Scene.of(new Removing()).side(OLD_RUNS).next());
    assertEquals(new ReconcileStep.Forget(), Scene.of(new Removing()).next());
  }
}
