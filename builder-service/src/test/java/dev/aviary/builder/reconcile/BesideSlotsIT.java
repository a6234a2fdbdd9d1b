package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Container;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.rollout.Rollout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Release commands and processes, with the real engine. */
final class BesideSlotsIT extends StageCase {
  private static final String WORKER =
      "'processes': {'worker': 'while true; do echo works as $APP_SLOT; sleep 1; done'}";

  @Test
  void aReleaseCommandRunsOnceBeforeTheSlotsAndItsOutputIsInTheLog() {
    Release release =
        release(
            "a", "'volumes': ['out:/out'], 'release': 'echo up to date; echo run >> /out/runs'");
    Deployment deployment = stage.live(release, Track.STABLE);
    List<String> log = stage.log(deployment);
    int said = log.indexOf("  | up to date");
    int begun = log.indexOf("stable-1: starting release " + release.id());
    assertTrue(said >= 0 && begun > said, log.toString());
    assertTrue(log.contains("The release command ended with code 0"), log.toString());
    stage.until("its container is gone", () -> beside(Labels.ROLE_RELEASE).isEmpty());
    assertEquals("run\n", stage.output(Slot.STABLE_1, "cat", "/out/runs"));
  }

  /** Docker makes a volume root's where the image has nothing at its path. */
  @Test
  void aNewVolumeIsTheAppsUsersAndOneWithFilesStaysAsItIs() {
    String settings = "'volumes': ['out:/var/out'], 'user': '%s', 'release': 'true'";
    stage.live(release("a", settings.formatted("1234:4321")), Track.STABLE);
    assertEquals("1234 4321\n", stage.output(Slot.STABLE_2, "stat", "-c", "%u %g", "/var/out"));
    stage.live(release("b", settings.formatted("0")), Track.STABLE);
    stage.output(Slot.STABLE_1, "sh", "-c", "touch /var/out/a && chown 0:0 /var/out");
    stage.live(release("c", settings.formatted("1234:4321")), Track.STABLE);
    assertEquals("0 0\n", stage.output(Slot.STABLE_2, "stat", "-c", "%u %g", "/var/out"));
  }

  @Test
  void aReleaseCommandThatFailsChangesNothing() {
    Release first = stage.good("master", "a");
    stage.live(first, Track.STABLE);
    List<String> before = stage.running();
    Deployment deployment =
        stage.deploy(release("b", "'release': 'echo no such table; exit 3'"), Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertEquals("release", failed.stage());
    assertTrue(failed.reason().contains("the release command failed: it exited with code 3"));
    assertTrue(failed.reason().contains("no such table"), failed.reason());
    stage.until("its container is gone", () -> beside(Labels.ROLE_RELEASE).isEmpty());
    assertEquals(before, stage.running());
    assertInstanceOf(Rollout.Steady.class, stage.rollout());
  }

  @Test
  void aReleaseCommandThatDoesNotEndFailsItsDeploymentAndIsEnded() {
    Deployment deployment =
        stage.deploy(
            release("a", "'stopSeconds': 1, 'release': 'echo waits; exec sleep 1234'"),
            Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertTrue(failed.reason().contains("it had not ended after 15 s"), failed.reason());
    assertTrue(failed.reason().contains("waits"), failed.reason());
    stage.until("its container is gone", () -> beside(Labels.ROLE_RELEASE).isEmpty());
  }

  @Test
  void aBuilderThatDiesInTheMiddleFindsTheCommandAgainAndDoesNotRunItTwice() {
    Release release =
        release(
            "a",
            "'volumes': ['out:/out'], 'release': 'echo run >> /out/runs; echo begun; sleep 4; echo done'");
    Deployment deployment = stage.deploy(release, Track.STABLE);
    stage.until("it runs", () -> stage.said(deployment, "| begun"));
    stage.anotherBuilder();
    stage.until("it is live", () -> stage.status(deployment) instanceof DeploymentStatus.Live);
    assertTrue(stage.said(deployment, "| done"), stage.log(deployment).toString());
    assertEquals("run\n", stage.output(Slot.STABLE_1, "cat", "/out/runs"));
  }

  @Test
  void aProcessRunsOncePerTrackAndIsReplacedWithIt() {
    stage.live(release("a", WORKER), Track.STABLE);
    stage.until("it runs", () -> beside(Labels.ROLE_PROCESS).size() == 1);
    String old = beside(Labels.ROLE_PROCESS).getFirst().getId();
    stage.live(stage.odd("canary", "b", json(WORKER)), Track.CANARY);
    stage.until("so does the canary's", () -> beside(Labels.ROLE_PROCESS).size() == 2);
    stage.live(release("c", WORKER), Track.STABLE);
    stage.until(
        "the stable one is another",
        () ->
            beside(Labels.ROLE_PROCESS).size() == 2
                && beside(Labels.ROLE_PROCESS).stream()
                    .noneMatch(each -> each.getId().equals(old)));
  }

  @Test
  void aProcessThatEndsIsStartedAgain() {
    Deployment deployment =
        stage.live(release("a", "'processes': {'once': 'echo over; exit 5'}"), Track.STABLE);
    stage.until(
        "it ended twice",
        () -> stage.events().stream().filter("process-ended"::equals).count() >= 2);
    assertInstanceOf(DeploymentStatus.Live.class, stage.status(deployment));
    var logs = stage.builder.get("/apps/" + stage.app + "/slots/once.stable/logs?dead=true");
    assertEquals(200, logs.statusCode());
    assertTrue(logs.body().contains(" over"), logs.body());
  }

  private List<Container> beside(String role) {
    return stage
        .docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.ROLE, role, Labels.APP, stage.app))
        .exec();
  }

  private Release release(String name, String settings) {
    return stage.odd("master", name, json(settings));
  }

  private static String json(String settings) {
    return "{%s}".formatted(settings.replace('\'', '"'));
  }
}
