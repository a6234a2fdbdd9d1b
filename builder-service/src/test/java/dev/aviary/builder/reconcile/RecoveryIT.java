package dev.aviary.builder.reconcile;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.rollout.Rollout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when something was lost on the way, with the real engine. */
final class RecoveryIT {
  private Stage stage;
  private Release first;
  private Release tried;

  @BeforeEach
  void anAppWithItsCanary(@TempDir Path folder) {
    stage = new Stage(folder);
    stage.anotherApp();
    first = stage.good("master", "a");
    tried = stage.good("canary", "b");
    stage.live(first, Track.STABLE);
    stage.live(tried, Track.CANARY);
  }

  @AfterEach
  void clear() throws Exception {
    stage.close();
  }

  @Test
  void aRedisThatComesBackEmptyCostsNoContainer() {
    List<String> before = stage.running();
    Rollout rollout = stage.rollout();
    stage.forgetEverything();
    stage.until("the keys are back", () -> stage.rollout().equals(rollout));
    stage.until("what runs is adopted", () -> stage.events().contains("adopted"));
    assertTrue(stage.serves(Slot.STABLE_1, first) && stage.serves(Slot.CANARY, tried));
    assertEquals(before, stage.running());

    String stable = stage.container(Slot.STABLE_1);
    stage.live(stage.good("canary", "c"), Track.CANARY);
    stage.until("the canary before is gone", () -> stage.running().size() == 3);
    assertEquals(stable, stage.container(Slot.STABLE_1));
    assertTrue(stage.runs(stable));
  }

  @Test
  void whatDiedWhileRedisWasAwayIsReplacedWhenItIsBack() {
    String dead = stage.container(Slot.STABLE_2);
    String other = stage.container(Slot.STABLE_1);
    stage.redis.stop();
    stage.docker.killContainerCmd(dead).exec();
    stage.redis.startAgain();
    stage.until(
        "another one serves",
        () -> stage.serves(Slot.STABLE_2, first) && stage.runs(stage.container(Slot.STABLE_2)));
    assertEquals(other, stage.container(Slot.STABLE_1));
    assertTrue(stage.serves(Slot.CANARY, tried));
  }

  @Test
  void anOwnerWhoseLeaseEndedUnderItRemovesNothing() {
    String old = stage.container(Slot.STABLE_1);
    stage.balancer.inFlight(old, 1);
    Deployment update = stage.deploy(stage.good("master", "c"), Track.STABLE);
    stage.until("only the removal is left", () -> stage.said(update, "requests in flight"));

    var redis = stage.builder.bean(RedisLink.class).commands();
    redis.set(Keys.LEADER, "another-builder:1,2 99");
    stage.balancer.inFlight(old, 0);
    var leadership = stage.builder.bean(Leadership.class);
    eventually("the owner notices", () -> !leadership.leads());
    assertTrue(stage.runs(old));
    assertInstanceOf(DeploymentStatus.Starting.class, stage.status(update));

    redis.del(Keys.LEADER);
    stage.until("it goes on", () -> stage.status(update) instanceof DeploymentStatus.Live);
    stage.until("the old is gone", () -> !stage.runs(old));
  }

  @Test
  void anotherBuilderGoesOnWhereTheLastOneStopped() {
    stage.balancer.freeze();
    Release next = stage.good("master", "c");
    Deployment update = stage.deploy(next, Track.STABLE);
    stage.until("it is half-way", () -> stage.said(update, "every balancer to acknowledge"));
    String canary = stage.container(Slot.CANARY);
    String half = stage.container(Slot.STABLE_1);

    stage.anotherBuilder();
    stage.balancer.thaw();
    stage.until("it is live", () -> stage.status(update) instanceof DeploymentStatus.Live);
    stage.until("only three run", () -> stage.running().size() == 3);
    assertTrue(stage.serves(Slot.STABLE_2, next));
    assertEquals(half, stage.container(Slot.STABLE_1));
    assertEquals(canary, stage.container(Slot.CANARY));
  }

  @Test
  void lostKeysOfTheMiddleOfAnUpdateReturnToTheReleaseBefore() {
    stage.balancer.freeze();
    Deployment update = stage.deploy(stage.good("master", "c"), Track.STABLE);
    stage.until("it is half-way", () -> stage.said(update, "every balancer to acknowledge"));
    String kept = stage.container(Slot.STABLE_2);
    stage.forgetEverything();
    stage.balancer.thaw();
    stage.until(
        "both stable slots run the release before",
        () ->
            stage.serves(Slot.STABLE_1, first)
                && stage.serves(Slot.STABLE_2, first)
                && stage.running().size() == 3);
    assertEquals(kept, stage.container(Slot.STABLE_2));
    assertTrue(stage.serves(Slot.CANARY, tried));
  }
}
