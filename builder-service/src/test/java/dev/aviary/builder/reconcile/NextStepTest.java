package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.C;
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
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NextStepTest {
  private static final Rollout STEADY = new Steady(A, null);
  private static final Rollout FIRST = new Updating(new Empty(), A);
  private static final Rollout UPDATE = new Updating(new Steady(A, null), B);
  private static final Trying TRIED = new Trying(A, B, true, null, null);
  private static final Rollout PROMOTION = new Promoting(TRIED, C);

  private static void assertWaits(boolean busy, Step step) {
    assertEquals(busy, assertInstanceOf(Step.Wait.class, step).busy(), step.toString());
  }

  @Nested
  final class AFirstDeployment {
    @Test
    void startsWithTheFirstSlot() {
      assertEquals(new Step.Start(STABLE_1, A), Scene.of(FIRST).next());
    }

    @Test
    void launchesTheContainerThatWasRecorded() {
      assertEquals(
          new Step.Launch(STABLE_1, member(STABLE_1, A)),
          Scene.of(FIRST).starting(STABLE_1, A, State.CREATED).next());
    }

    @Test
    void probesWhatRunsAndDoesNotStartTheSecondSlotMeanwhile() {
      assertEquals(
          new Step.Probe(List.of(member(STABLE_1, A))),
          Scene.of(FIRST).starting(STABLE_1, A, State.RUNNING).next());
    }

    @Test
    void servesWhatAnswers() {
      assertEquals(
          new Step.Serve(STABLE_1, member(STABLE_1, A)),
          Scene.of(FIRST).starting(STABLE_1, A, State.RUNNING).answered(STABLE_1, A).next());
    }

    @Test
    void startsTheSecondSlotWhenTheFirstServes() {
      assertEquals(new Step.Start(STABLE_2, A), Scene.of(FIRST).serving(STABLE_1, A).next());
    }

    @Test
    void isNotReachedBeforeTheBalancersHaveSeenBothSlots() {
      Scene scene = Scene.of(FIRST).stable(A).acknowledged(STABLE_1, A);
      assertWaits(true, scene.next());
    }

    @Test
    void isReachedWhenTheBalancersHaveSeenBothSlots() {
      assertEquals(
          new Step.Reached("d-a"),
          Scene.of(FIRST).stable(A).acknowledged(STABLE_1, A).acknowledged(STABLE_2, A).next());
    }
  }

  @Nested
  final class AReplacement {
    @Test
    void startsTheNewContainerBesideTheOld() {
      assertEquals(new Step.Start(STABLE_1, B), Scene.of(UPDATE).stable(A).next());
    }

    @Test
    void keepsTheOldInTheTrafficUntilTheNewAnswers() {
      assertEquals(
          new Step.Probe(List.of(member(STABLE_1, B))),
          Scene.of(UPDATE).stable(A).starting(STABLE_1, B, State.RUNNING).next());
    }

    @Test
    void doesNotStopTheOldBeforeTheBalancersHaveSeenTheNewRoutes() {
      assertWaits(true, draining(Passage.UNSEEN).next());
    }

    @Test
    void doesNotStopTheOldWhileARequestIsInFlight() {
      assertWaits(true, draining(Passage.IN_FLIGHT).next());
    }

    @Test
    void stopsTheOldWhenNoRequestIsLeft() {
      assertEquals(new Step.Retire(STABLE_1, member(STABLE_1, A)), draining(Passage.CLEAR).next());
    }

    @Test
    void goesOnToTheSecondSlotWhenTheOldOfTheFirstIsGone() {
      assertEquals(
          new Step.Start(STABLE_2, B),
          Scene.of(UPDATE).serving(STABLE_1, B).serving(STABLE_2, A).next());
    }

    @Test
    void forgetsAnOldContainerThatEndedByItselfWithoutWaiting() {
      assertEquals(
          new Step.Retire(STABLE_1, member(STABLE_1, A)),
          Scene.of(UPDATE)
              .serving(STABLE_1, B)
              .serving(STABLE_2, A)
              .draining(STABLE_1, A, null, Passage.UNSEEN)
              .next());
    }

    private Scene draining(Passage passage) {
      return Scene.of(UPDATE)
          .serving(STABLE_1, B)
          .serving(STABLE_2, A)
          .draining(STABLE_1, A, State.RUNNING, passage);
    }
  }

  @Nested
  final class AFailure {
    @Test
    void isAContainerThatEndsBeforeItAnswers() {
      assertEquals(
          new Step.Fail(
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
          Step.Fail.class, Scene.of(UPDATE).stable(A).starting(STABLE_1, B, null).next());
    }

    @Test
    void isADeadlineThatPassedAndTellsTheLastProbe() {
      assertEquals(
          new Step.Fail(
              "d-b",
              STABLE_2,
              member(STABLE_2, B),
              "probe",
              "/health was not answered within %d s: it answered 500"
                  .formatted(Scene.SPEC.healthDeadlineSeconds())),
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
          new Step.Discard(STABLE_1, member(STABLE_1, B)),
          Scene.of(STEADY).stable(A).starting(STABLE_1, B, State.RUNNING).next());
    }

    @Test
    void halfWayReturnsTheFirstSlotToTheReleaseItHad() {
      assertEquals(
          new Step.Start(STABLE_1, A),
          Scene.of(STEADY).serving(STABLE_1, B).serving(STABLE_2, A).next());
    }

    @Test
    void halfWayTakesBackTheOldContainerThatStillDrains() {
      assertEquals(
          new Step.Resume(STABLE_1, member(STABLE_1, A)),
          Scene.of(STEADY)
              .serving(STABLE_1, B)
              .serving(STABLE_2, A)
              .draining(STABLE_1, A, State.RUNNING, Passage.IN_FLIGHT)
              .next());
    }

    @Test
    void ofAFirstDeploymentEmptiesTheSlotThatServedIt() {
      assertEquals(
          new Step.Vacate(STABLE_1, member(STABLE_1, A)),
          Scene.of(new Empty()).serving(STABLE_1, A).next());
    }
  }

  @Nested
  final class ADeadContainer {
    @Test
    void isReplacedByOneOfTheSamePlacement() {
      assertEquals(
          new Step.Start(STABLE_2, A),
          Scene.of(STEADY).serving(STABLE_1, A).serving(STABLE_2, A, State.ENDED).next());
    }

    @Test
    void thatDockerForgotIsReplacedToo() {
      assertEquals(
          new Step.Start(STABLE_1, A),
          Scene.of(STEADY).serving(STABLE_1, A, null).serving(STABLE_2, A).next());
    }

    @Test
    void restsBeforeItIsReplacedAgain() {
      assertWaits(
          true,
          Scene.of(STEADY)
              .serving(STABLE_1, A, State.ENDED)
              .serving(STABLE_2, A)
              .resting(STABLE_1)
              .next());
    }

    @Test
    void doesNotHoldUpTheOtherSlotWhileItRests() {
      assertEquals(
          new Step.Start(STABLE_2, A),
          Scene.of(STEADY)
              .serving(STABLE_1, A, State.ENDED)
              .serving(STABLE_2, A, State.ENDED)
              .resting(STABLE_1)
              .next());
    }

    @Test
    void isReplacedWithoutWaitingForWhatDrainsInTheOtherSlot() {
      assertEquals(
          new Step.Start(STABLE_2, A),
          Scene.of(STEADY)
              .serving(STABLE_1, A)
              .draining(STABLE_1, B, State.RUNNING, Passage.UNSEEN)
              .serving(STABLE_2, A, State.ENDED)
              .next());
    }

    @Test
    void whoseReplacementFailsIsNotAFailureOfADeployment() {
      Step step =
          Scene.of(STEADY)
              .serving(STABLE_1, A, null)
              .serving(STABLE_2, A)
              .starting(STABLE_1, A, State.ENDED)
              .next();
      assertInstanceOf(Step.GiveUp.class, step);
    }

    @Test
    void inTheCanarySlotIsReplaced() {
      assertEquals(
          new Step.Start(CANARY, B),
          Scene.of(TRIED).stable(A).serving(CANARY, B, State.ENDED).next());
    }
  }

  @Nested
  final class ACanary {
    @Test
    void mayComeBeforeAnyStableRelease() {
      assertEquals(
          new Step.Start(CANARY, B), Scene.of(new Trying(null, B, false, null, null)).next());
    }

    @Test
    void isReachedWithItsOneSlot() {
      assertEquals(
          new Step.Reached("d-b"),
          Scene.of(new Trying(null, B, false, null, null))
              .serving(CANARY, B)
              .acknowledged(CANARY, B)
              .next());
    }

    @Test
    void replacesTheCanaryBefore() {
      assertEquals(
          new Step.Start(CANARY, C),
          Scene.of(new Trying(A, C, false, B, null)).stable(A).serving(CANARY, B).next());
    }

    @Test
    void leavesItsSlotWhenItWasPromoted() {
      assertEquals(
          new Step.Vacate(CANARY, member(CANARY, B)),
          Scene.of(new Steady(C, A)).stable(C).serving(CANARY, B).next());
    }
  }

  @Nested
  final class AWithdrawal {
    @Test
    void comesBeforeEverythingElse() {
      assertInstanceOf(
          Step.TakeOut.class,
          Scene.of(TRIED)
              .serving(STABLE_1, A, State.ENDED)
              .serving(STABLE_2, A)
              .serving(CANARY, B)
              .withdrawn(B, "hot")
              .next());
    }

    @Test
    void ofAnotherDeploymentOfTheCommitDoesNotConcernAForcedCanary() {
      var again =
          new Trying(
              A, new dev.aviary.contract.rollout.Placement(B.release(), "d-x"), true, null, null);
      Scene scene = Scene.of(again).stable(A).serving(CANARY, again.canary()).withdrawn(B, "hot");
      assertWaits(false, scene.next());
    }

    @Test
    void emptiesTheCanarySlot() {
      assertEquals(
          new Step.Vacate(CANARY, member(CANARY, B)),
          Scene.of(new Withdrawn(A, B, "hot", null))
              .stable(A)
              .serving(CANARY, B)
              .withdrawn(B, "hot")
              .next());
    }

    @Test
    void endsACanaryThatHasNotServedYet() {
      assertEquals(
          new Step.Discard(CANARY, member(CANARY, B)),
          Scene.of(new Withdrawn(A, B, "hot", null))
              .stable(A)
              .starting(CANARY, B, State.RUNNING)
              .next());
    }

    @Test
    void inTheMiddleOfAPromoteTakesTheCanaryOutFirst() {
      assertInstanceOf(
          Step.TakeOut.class,
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
      assertEquals(new Step.Discard(STABLE_2, member(STABLE_2, C)), scene.next());
    }
  }

  @Nested
  final class ARollBack {
    @Test
    void replacesTheStableSlotsAndLeavesTheCanary() {
      assertEquals(
          new Step.Start(STABLE_1, C),
          Scene.of(new RollingBack(TRIED, C)).stable(A).serving(CANARY, B).next());
    }
  }

  @Nested
  final class AStrayContainer {
    @Test
    void drainsWhenAnotherServesItsSlot() {
      assertEquals(
          new Step.Drain(STABLE_1, member(STABLE_1, B)),
          Scene.of(STEADY).stable(A).stray(STABLE_1, B, State.RUNNING).next());
    }

    @Test
    void isLeftAloneWhenNothingServesItsSlot() {
      assertWaits(false, Scene.of(STEADY).stable(A).stray(CANARY, B, State.RUNNING).next());
    }

    @Test
    void isLeftAloneWhenWhatServesItsSlotIsDead() {
      Step step =
          Scene.of(STEADY)
              .serving(STABLE_1, A, State.ENDED)
              .serving(STABLE_2, A)
              .resting(STABLE_1)
              .stray(STABLE_1, B, State.RUNNING)
              .next();
      assertWaits(true, step);
    }

    @Test
    void thatDoesNotRunIsRemoved() {
      assertInstanceOf(
          Step.Remove.class, Scene.of(STEADY).stable(A).stray(CANARY, B, State.ENDED).next());
    }
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
      Step step =
          Scene.of(TRIED)
              .serving(STABLE_1, A)
              .serving(STABLE_2, A, other)
              .serving(CANARY, B)
              .stray(STABLE_1, C, other)
              .next();
      assertFalse(step instanceof Step.Vacate || step instanceof Step.Retire, step.toString());
      assertTrue(!(step instanceof Step.Remove remove) || !remove.container().running());
    }
  }
}
