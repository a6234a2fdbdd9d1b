package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.rollout.Rollout.Empty;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmptyTest {
  private static final Empty EMPTY = new Empty();

  @Test
  void aStableBuildGoesToTheStableSlots() {
    assertEquals(new Updating(EMPTY, NEW), next(EMPTY, Scene.builtStable()));
  }

  @Test
  void aCanaryBuildIsTriedBeforeThereIsAnyStableRelease() {
    assertEquals(new Trying(null, NEW, false, null, null), next(EMPTY, Scene.builtCanary()));
  }

  @Test
  void nothingIsUnderWayThatCouldBeReachedOrFail() {
    assertEquals("deployment d-new is not under way", refusal(EMPTY, Scene.reached(NEW)));
    assertEquals("deployment d-new is not under way", refusal(EMPTY, Scene.failed(NEW)));
  }

  @Test
  void thereIsNoCanaryToWithdraw() {
    assertEquals("deployment d-canary is not the canary", refusal(EMPTY, Scene.withdraw(CANARY)));
  }

  @Test
  void thereIsNoCanaryToPromote() {
    assertEquals(
        "there is no canary to promote; push a branch and deploy it first",
        refusal(EMPTY, Scene.promote()));
  }

  @Test
  void thereIsNothingToRollBackTo() {
    assertEquals(
        "there is no earlier stable release to roll back to", refusal(EMPTY, Scene.rollBack()));
  }

  @Test
  void everySlotShouldBeEmpty() {
    assertEquals(Map.of(), EMPTY.desired());
    assertNull(EMPTY.underway());
    assertEquals("empty", EMPTY.state());
  }
}
