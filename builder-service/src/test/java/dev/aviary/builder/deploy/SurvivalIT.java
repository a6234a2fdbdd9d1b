package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XClaimArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of deployments when the builder, the engine or Redis goes away. */
final class SurvivalIT {
  private static final String BRANCH = "canary";

  @TempDir private Path folder;

  @Test
  void aBuilderThatIsStoppedInTheMiddleOfABuildBuildsAgain() {
    try (var bench = new Workbench(folder, Map.of())) {
      String mark = slow(bench);
      Deployment first = bench.deploy(BRANCH);
      awaitBuild(bench, mark);
      bench.restart();
      assertInstanceOf(DeploymentStatus.Building.class, bench.state(first.id()));
      awaitBuild(bench, mark);

      // Whatever comes next is taken as ever.
      bench.repository().change().file("Procfile", "web: a").pushTo(BRANCH);
      Deployment second = bench.deploy(BRANCH);
      assertEquals(BRANCH, bench.built(second).branch());
      assertEquals(new DeploymentStatus.Cancelled(second.id()), bench.state(first.id()));
    }
  }

  @Test
  void anImageThatWasBuiltBeforeItsBuilderDiedIsNotBuiltAgain() {
    try (var bench = new Workbench(folder, Map.of())) {
      bench.repository().change().file("Procfile", "web: a").pushTo(BRANCH);
      Deployment deployment = bench.deploy(BRANCH);
      Release release = bench.built(deployment);
      bench.restart();
      assertEquals(release, bench.built(deployment));
      assertEquals(1, bench.engine().images());
    }
  }

  @Test
  void deploymentsWaitForAnEngineThatIsAway() throws IOException {
    Path socket = folder.resolve("engine.sock");
    try (var bench = new Workbench(folder, Map.of("aviary.engine.host", "unix://" + socket))) {
      bench.repository().change().file("Procfile", "web: a").pushTo(BRANCH);
      Deployment deployment = bench.deploy(BRANCH);
      bench.await(
          "the log",
          () -> bench.log(deployment.id()),
          log -> log.contains("the Docker engine cannot be reached"),
          () -> "");
      assertFalse(bench.state(deployment.id()).ended());

      Files.createSymbolicLink(socket, Path.of("/var/run/docker.sock"));
      assertEquals(BRANCH, bench.built(deployment).branch());
      bench.await(deployment.id(), DeploymentStatus::ended);
    }
  }

  @Test
  void aDeploymentThatEndedItsBuilderThreeTimesFailsAndSaysSo() {
    try (var bench = new Workbench(folder, Map.of())) {
      String mark = slow(bench);
      Deployment deployment = bench.deploy(BRANCH);
      awaitBuild(bench, mark);
      bench.restart(() -> killedThreeTimes(bench));
      var failed =
          assertInstanceOf(
              DeploymentStatus.Failed.class, bench.await(deployment.id(), DeploymentStatus::ended));
      assertTrue(
          failed.reason().startsWith("the builder ended in the middle of it 3 times"),
          failed.reason());

      bench.repository().change().file("Procfile", "web: a").pushTo(BRANCH);
      assertEquals(BRANCH, bench.built(bench.deploy(BRANCH)).branch());
    }
  }

  /** What is counted in Redis when a builder is killed three times in a build. */
  private static void killedThreeTimes(Workbench bench) {
    try (var client = bench.redis().client();
        var connection = client.connect()) {
      var redis = connection.sync();
      var taken =
          redis.xpending(Keys.QUEUE, "builders", Range.unbounded(), Limit.from(1)).getFirst();
      redis.xclaim(
          Keys.QUEUE,
          Consumer.from("builders", taken.getConsumer()),
          new XClaimArgs().minIdleTime(0).retryCount(4).justid(),
          taken.getId());
    }
  }

  @Test
  void aRedisThatComesBackEmptyLetsGoOfWhatItForgot() {
    try (var bench = new Workbench(folder, Map.of())) {
      String mark = slow(bench);
      bench.deploy(BRANCH);
      awaitBuild(bench, mark);
      bench.redis().stop();
      bench.redis().startAgain();
      bench.await("the build", () -> bench.engine().runs(mark), runs -> !runs, () -> "");

      bench.knowApp();
      bench.repository().change().file("Procfile", "web: a").pushTo(BRANCH);
      assertEquals(BRANCH, bench.built(bench.deploy(BRANCH)).branch());
    }
  }

  @Test
  void aRemovalDuringABuildLeavesNothingOfItBehind() throws IOException {
    try (var bench = new Workbench(folder, Map.of())) {
      String mark = build(bench, "while true; do echo on; sleep 0.01; done");
      bench.deploy(BRANCH);
      awaitBuild(bench, mark);
      var removal = bench.builder().admin("/apps/" + Workbench.APP + "?force=true").DELETE();
      assertEquals(202, bench.builder().send(removal).statusCode());
      bench.await(
          "the app",
          () -> bench.builder().get("/apps/" + Workbench.APP).statusCode(),
          status -> status == 404,
          () -> "");
      bench.await("the build", () -> bench.engine().runs(mark), runs -> !runs, () -> "");
      var redis = bench.builder().bean(RedisLink.class).commands();
      assertEquals(List.of(), redis.keys("*:deployment*"));
      try (var clones = Files.list(folder.resolve("data").resolve("clones"))) {
        assertEquals(List.of(), clones.toList());
      }
    }
  }

  @Test
  void aBuildThatTakesTooLongFails() {
    try (var bench = new Workbench(folder, Map.of("aviary.image.deadline", "2s"))) {
      String mark = slow(bench);
      Deployment deployment = bench.deploy(BRANCH);
      var failed =
          assertInstanceOf(
              DeploymentStatus.Failed.class, bench.await(deployment.id(), DeploymentStatus::ended));
      assertEquals("build", failed.stage());
      assertTrue(failed.reason().contains("not finished within 2 s"), failed.reason());
      bench.await("the build", () -> bench.engine().runs(mark), runs -> !runs, () -> "");
    }
  }

  /** Pushes a build that does not end, and says by what its container is known. */
  private static String slow(Workbench bench) {
    return build(bench, "sleep 983");
  }

  private static String build(Workbench bench, String command) {
    String mark = "marked-" + bench.engine().instance();
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\nRUN " + command + " && : " + mark + "\n")
        .pushTo(BRANCH);
    return mark;
  }

  private static void awaitBuild(Workbench bench, String mark) {
    bench.await("the build", () -> bench.engine().runs(mark), runs -> runs, () -> "");
  }
}
