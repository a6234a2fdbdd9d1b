package dev.aviary.builder.rollout;

import static dev.aviary.builder.rollout.Scene.CANARY;
import static dev.aviary.builder.rollout.Scene.NEW;
import static dev.aviary.builder.rollout.Scene.next;
import static dev.aviary.builder.rollout.Scene.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.builder.rollout.RolloutEvent.Remove;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Removing;
import dev.aviary.contract.rollout.Rollout.Updating;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemovingTest {
  private static final Removing REMOVING = new Removing();

  @Test
  void anAppAtRestGoes() {
    for (Rollout rollout :
        List.of(new Rollout.Empty(), Scene.STEADY, Scene.LIVE, Scene.WITHDRAWN)) {
      assertEquals(REMOVING, next(rollout, new Remove(false)), rollout.state());
    }
  }

  @Test
  void anAppInTheMiddleOfADeploymentGoesOnlyByForce() {
    for (Rollout rollout : List.of(Scene.STARTING, new Updating(Scene.STEADY, NEW))) {
      String underway = "deployment " + rollout.underway() + " is under way";
      assertEquals(underway + "; try again when it has ended", refusal(rollout, new Remove(false)));
      assertEquals(REMOVING, next(rollout, new Remove(true)), rollout.state());
    }
  }

  @Test
  void nothingBringsItBack() {
    for (RolloutEvent event :
        List.of(
            Scene.builtStable(),
            Scene.builtCanary(),
            Scene.reached(NEW),
            Scene.failed(NEW),
            Scene.withdraw(CANARY),
            Scene.promote(),
            Scene.rollBack())) {
      assertEquals("the app is being removed", refusal(REMOVING, event));
    }
    assertEquals(REMOVING, next(REMOVING, new Remove(false)));
  }

  @Test
  void everySlotShouldBeEmpty() {
    assertEquals(Map.of(), REMOVING.desired());
    assertNull(REMOVING.underway());
    assertEquals("removing", REMOVING.state());
  }
}
