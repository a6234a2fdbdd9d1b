package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Runs;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A release is what it was when it was deployed, whatever its app's settings became since. */
final class ReleaseSettingsIT extends StageCase {
  private static final Map<String, String> BEFORE = Map.of("MSG", "hello");
  private static final Map<String, String> AFTER = Map.of("MSG", "changed");

  @Test
  void aContainerThatDiedIsReplacedOnThePortThatItsReleaseListensOn() {
    Release first = stage.stubborn("master", "a");
    stage.live(first, Track.STABLE);
    stage.settings(run -> Runs.onPort(run, 8080));
    for (Slot slot : Slot.STABLE) {
      kill(slot);
      assertTrue(stage.serves(slot, first));
      assertEquals(5000, stage.serving(slot).orElseThrow().port());
    }
    assertFalse(stage.events().contains("container-failed"), stage.events().toString());
    assertPending("port");
  }

  @Test
  void bothSlotsOfAReleaseKeepTheSameEnvironment() {
    stage.settings(run -> Runs.withEnv(run, BEFORE));
    stage.live(stage.good("master", "a"), Track.STABLE);
    stage.settings(run -> Runs.withEnv(run, AFTER));
    kill(Slot.STABLE_1);
    assertEnv("hello", Slot.STABLE_1);
    assertEnv("hello", Slot.STABLE_2);
    assertPending("env.MSG");
  }

  @Test
  void aCanaryIsPromotedWithTheSettingsThatItWasTriedWithAndRolledBackFromToTheOldOnes() {
    stage.settings(run -> Runs.withEnv(run, BEFORE));
    stage.live(stage.good("master", "a"), Track.STABLE);
    stage.settings(run -> Runs.withEnv(run, AFTER));
    stage.live(stage.good("canary", "b"), Track.CANARY);
    assertEnv("changed", Slot.CANARY);
    assertEnv("hello", Slot.STABLE_1);

    stage.settings(run -> Runs.withEnv(run, Map.of("MSG", "third")));
    kill(Slot.CANARY);
    assertEnv("changed", Slot.CANARY);
    verb("promote");
    assertEnv("changed", Slot.STABLE_1);
    assertEnv("changed", Slot.STABLE_2);
    verb("rollback");
    assertEnv("hello", Slot.STABLE_1);
    assertEnv("hello", Slot.STABLE_2);
  }

  @Test
  void theCanaryBeforeComesBackWithItsOwnSettingsWhenTheNextNeverAnswers() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    stage.settings(run -> Runs.withEnv(run, BEFORE));
    stage.live(stage.good("canary", "b"), Track.CANARY);
    stage.settings(run -> Runs.withEnv(run, AFTER));
    Deployment sick = stage.deploy(stage.sick("canary", "c"), Track.CANARY);
    stage.until("it ends", () -> stage.status(sick).ended());
    kill(Slot.CANARY);
    assertEnv("hello", Slot.CANARY);
  }

  @Test
  void theDeadlineOfAProbeIsThatOfTheRelease() {
    stage.settings(run -> Runs.withDeadline(run, 3));
    Release sick = stage.sick("master", "a");
    stage.settings(run -> Runs.withDeadline(run, 3600));
    Deployment deployment = stage.deploy(sick, Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertTrue(failed.reason().contains("within 3 s"), failed.reason());
  }

  @Test
  void whatIsAdoptedFromContainersKeepsTheSettingsOfEachRelease() {
    stage.settings(run -> Runs.withEnv(run, BEFORE));
    stage.live(stage.good("master", "a"), Track.STABLE);
    stage.settings(run -> Runs.withEnv(run, AFTER));
    stage.live(stage.good("canary", "b"), Track.CANARY);
    Rollout rollout = stage.rollout();
    stage.forgetEverything();
    stage.until("the keys are back", () -> stage.rollout().equals(rollout));
    kill(Slot.STABLE_2);
    kill(Slot.CANARY);
    assertEnv("hello", Slot.STABLE_2);
    assertEnv("changed", Slot.CANARY);
  }

  @Test
  void aReleaseOfAnOlderAviaryIsWhatItsContainersAre() {
    stage.settings(run -> Runs.withEnv(run, BEFORE));
    Release unknown = stage.good("master", "a");
    Release older =
        new Release(
            unknown.id(), stage.app, unknown.branch(), unknown.commit(), unknown.image(), null);
    stage.live(older, Track.STABLE);
    stage.settings(run -> Runs.withEnv(run, AFTER));
    kill(Slot.STABLE_1);
    assertEnv("hello", Slot.STABLE_1);
  }

  private void kill(Slot slot) {
    String dead = stage.container(slot);
    stage.docker.killContainerCmd(dead).exec();
    stage.until("another one serves", () -> !dead.equals(stage.container(slot)));
  }

  private void verb(String name) {
    var answer = stage.builder.post("/apps/" + stage.app + "/" + name, "");
    assertEquals(202, answer.statusCode(), answer.body());
    Deployment deployment = Wire.standalone().read(answer.body(), Deployment.class);
    stage.until(name, () -> stage.status(deployment) instanceof DeploymentStatus.Live);
  }

  private void assertEnv(String message, Slot slot) {
    var config = stage.docker.inspectContainerCmd(stage.container(slot)).exec().getConfig();
    List<String> env = List.of(Objects.requireNonNull(config.getEnv()));
    assertTrue(env.contains("MSG=" + message), slot + ": " + env);
  }

  private void assertPending(String name) {
    String observed = stage.builder.get("/apps/" + stage.app).body();
    assertTrue(observed.contains("\"pending\":[\"" + name + "\"]"), observed);
    assertTrue(observed.contains("POST /apps/" + stage.app + "/redeploy takes"), observed);
  }
}
