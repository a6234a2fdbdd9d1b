package dev.aviary.builder.reconcile;

import static dev.aviary.builder.reconcile.Scene.A;
import static dev.aviary.builder.reconcile.Scene.B;
import static dev.aviary.builder.reconcile.Scene.C;
import static dev.aviary.builder.reconcile.Scene.container;
import static dev.aviary.builder.reconcile.Scene.member;
import static dev.aviary.contract.app.Slot.CANARY;
import static dev.aviary.contract.app.Slot.STABLE_1;
import static dev.aviary.contract.app.Slot.STABLE_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.rollout.Rollout;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdoptionTest {
  @Test
  void nothingIsAnEmptyRolloutWithoutSettings() {
    Adoption adoption = of();
    assertNull(adoption.spec());
    assertEquals(new Rollout.Empty(), adoption.rollout());
    assertEquals(0, adoption.slots().members().count());
  }

  @Test
  void whatRunsServesItsSlotAndPreviousComesFromTheLabel() {
    Adoption adoption =
        of(
            container(STABLE_1, B, A, State.RUNNING, 1),
            container(STABLE_2, B, A, State.RUNNING, 2),
            container(CANARY, C, A, State.RUNNING, 3));
    assertEquals(new Rollout.Trying(B, C, true, null, A), adoption.rollout());
    assertEquals(member(STABLE_1, B), adoption.slots().in(STABLE_1).serving());
    assertEquals(member(STABLE_2, B), adoption.slots().in(STABLE_2).serving());
    assertEquals(member(CANARY, C), adoption.slots().in(CANARY).serving());
    assertEquals(Scene.SPEC, adoption.spec());
  }

  @Test
  void halfWayThroughAnUpdateTheReleaseBeforeIsStable() {
    Adoption adoption =
        of(
            container(STABLE_1, B, A, State.RUNNING, 9),
            container(STABLE_2, A, null, State.RUNNING, 1));
    assertEquals(new Rollout.Steady(A, null), adoption.rollout());
    assertEquals(member(STABLE_1, B), adoption.slots().in(STABLE_1).serving());
  }

  @Test
  void halfWayThroughARollBackTheReleaseBeforeIsStable() {
    Adoption adoption =
        of(
            container(STABLE_1, C, B, State.RUNNING, 9),
            container(STABLE_2, B, A, State.RUNNING, 1));
    assertEquals(new Rollout.Steady(B, A), adoption.rollout());
  }

  @Test
  void besideTheOldContainerTheNewOneDrains() {
    Adoption adoption =
        of(
            container(STABLE_1, A, null, State.RUNNING, 1),
            container(STABLE_1, B, A, State.RUNNING, 9));
    assertEquals(member(STABLE_1, A), adoption.slots().in(STABLE_1).serving());
    assertEquals(List.of(member(STABLE_1, B)), adoption.slots().in(STABLE_1).draining());
  }

  @Test
  void whatABalancerRoutesToServes() {
    AppContainer old = container(CANARY, A, null, State.RUNNING, 1);
    AppContainer routed =
        new AppContainer(
            "new", "new", CANARY, B, null, Scene.SPEC, "10.213.0.99", null, 9, State.RUNNING);
    Adoption adoption = Adoption.of(List.of(old, routed), Set.of("10.213.0.99:5000"));
    assertEquals(routed.member(), adoption.slots().in(CANARY).serving());
    assertEquals(List.of(old.member()), adoption.slots().in(CANARY).draining());
  }

  @Test
  void aStableContainerThatEndedIsTakenSoThatItIsReplaced() {
    Adoption adoption =
        of(
            container(STABLE_1, A, null, State.ENDED, 1),
            container(STABLE_2, A, null, State.ENDED, 2));
    assertEquals(new Rollout.Steady(A, null), adoption.rollout());
    assertEquals(member(STABLE_1, A), adoption.slots().in(STABLE_1).serving());
  }

  @Test
  void aCanaryThatEndedIsNotTakenBecauseItMayHaveBeenWithdrawn() {
    Adoption adoption =
        of(
            container(STABLE_1, A, null, State.RUNNING, 1),
            container(STABLE_2, A, null, State.RUNNING, 2),
            container(CANARY, B, A, State.ENDED, 3));
    assertEquals(new Rollout.Steady(A, null), adoption.rollout());
    assertNull(adoption.slots().in(CANARY).serving());
  }

  @Test
  void aContainerThatWasNeverStartedIsNoOnesRelease() {
    assertEquals(new Rollout.Empty(), of(container(STABLE_1, A, null, State.CREATED, 1)).rollout());
  }

  private static Adoption of(AppContainer... containers) {
    return Adoption.of(List.of(containers), Set.of());
  }
}
