package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.CanaryProgress.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A canary that is promoted after its last step. */
final class CanaryPromotionIT extends CanaryStepsCase {
  @Test
  void aCanaryThatIsGoodAfterItsLastStepIsPromotedByItself() {
    Deployment canary = canary("auto", FIVE);
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("it is stable", () -> stage.rollout() instanceof Rollout.Steady);
    assertTrue(stage.serves(Slot.STABLE_1, released()) && stage.serves(Slot.STABLE_2, released()));
    assertFalse(stage.events().contains("canary-ready"));
  }

  @Test
  void aPersonAndTheBuilderWhoPromoteAtOncePromoteOnce() {
    Deployment canary = canary("auto", FIVE);
    judged(canary, CanaryVerdict.GOOD, 20);
    int status = stage.builder.post("/apps/" + stage.app + "/promote", "{}").statusCode();
    assertTrue(status == 202 || status == 409, "status " + status);
    stage.until("it is stable", () -> stage.rollout() instanceof Rollout.Steady);
    assertEquals(1, stage.events().stream().filter("promote-started"::equals).count());
    assertFalse(stage.events().contains("canary-ready"));
  }

  @Test
  void aPromotionThatFailedIsTriedAgainLater() {
    Deployment canary = canary("auto", FIVE);
    Instant failedAt = failedPromotion();
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("its steps are done", () -> stage.events().contains("canary-steps-completed"));
    stage.until(
        "it is promoted",
        () -> {
          judged(canary, CanaryVerdict.GOOD, 20);
          return stage.rollout() instanceof Rollout.Steady;
        });
    Instant promoted = at("promote-started");
    assertFalse(promoted.isBefore(failedAt.plusSeconds(30)), "promoted at " + promoted);
    assertFalse(stage.events().contains("canary-ready"));
  }

  @Test
  void aPromotionThatFailedIsNotTriedAgainWhenThatIsNotWantedAnyMore() {
    Deployment canary = canary("auto", FIVE);
    failedPromotion();
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("its steps are done", () -> stage.events().contains("canary-steps-completed"));
    stage.withdraw(canary, "it failed");
    stage.until("its slot is empty", () -> stage.serving(Slot.CANARY).isEmpty());
    assertFalse(stage.events().contains("promote-started"));
    assertFalse(stage.events().contains("canary-ready"));
  }

  @Test
  void aBuilderThatEndedBetweenTheLastStepAndThePromotionPromotesWhenItStarts() {
    Deployment canary = canary("auto", FIVE);
    stage.set(
        Keys.progress(stage.app), Wire.standalone().write(progress().with(State.COMPLETED, null)));
    stage.anotherBuilder();
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("it is stable", () -> stage.rollout() instanceof Rollout.Steady);
    assertEquals(1, stage.events().stream().filter("promote-started"::equals).count());
  }

  /**
   * Records a promotion whose containers did not answer.
   *
   * @return when it failed, some seconds ago
   */
  private Instant failedPromotion() {
    Release tried = released();
    Instant begun = Instant.now();
    Instant ended = begun.minusSeconds(20);
    var failed =
        new Deployment(
            stage.builder.bean(DeploymentIds.class).next(),
            stage.app,
            Track.STABLE,
            tried.branch(),
            tried.commit(),
            "promote",
            null,
            begun,
            ended,
            new DeploymentStatus.Failed("probe", "no answer"));
    stage
        .builder
        .bean(DeploymentStore.class)
        .record(stage.builder.bean(Writes.class).begin(), failed)
        .run();
    return ended;
  }
}
