package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that fail, each with its reason. */
final class BuildFailureIT extends BuildScene {
  @Test
  void aSourceThatIsNotPackedInTimeFailsAndSaysWhy(@TempDir Path folder) {
    try (var hurried = new Workbench(folder, Map.of("aviary.image.packing", "0s"))) {
      hurried.repository().change().file("Procfile", "web: a").file("n", branch).pushTo(branch);
      var failed =
          assertInstanceOf(
              Failed.class, hurried.await(hurried.deploy(branch).id(), DeploymentStatus::ended));
      assertTrue(
          failed.reason().startsWith("the source was not packed within 0 s"), failed.reason());
    }
  }

  @Test
  void aSourceThatSaysNotHowToStartFails() {
    bench.repository().change().file("a", branch).pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertEquals("build", failed.stage());
    assertTrue(failed.reason().contains("no web: line in a Procfile"), failed.reason());
  }

  @Test
  void aBuildThatBreaksFailsWithItsLastLines() {
    dockerfile("RUN echo " + branch + "\nRUN echo the very reason && exit 3");
    Failed failed = failed(bench.deploy(branch));
    assertEquals("build", failed.stage());
    assertTrue(failed.reason().startsWith("Dockerfile line 3 failed: RUN echo"), failed.reason());
    assertTrue(failed.reason().contains("the very reason"), failed.reason());
    assertTrue(failed.reason().endsWith("exit code: 3"), failed.reason());
  }

  @Test
  void aStepThatForksOnAndOnIsStoppedAtItsLimit() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile", "FROM python-base\nCOPY fork.py /\nRUN python3 /fork.py " + branch + "\n")
        .file(
            "fork.py",
            """
            import os, time
            for n in range(2000):
                try:
                    child = os.fork()
                except OSError as e:
                    print("stopped at", n, e, flush=True)
                    break
                if child == 0:
                    time.sleep(10)
                    os._exit(0)
            """)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(log.contains("\nstopped at 1"), log);
  }

  @Test
  void anIgnoreFileThatIsNoneFailsByItsPattern() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\n")
        .file(".dockerignore", "a\n[b\n")
        .file("n", branch)
        .pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertEquals(".dockerignore: the pattern '[b': a [ is not closed", failed.reason());
  }

  @Test
  void aDockerfileThatIsNoneFailsWithWhatTheEngineSays() {
    bench.repository().change().file("Dockerfile", "FRUM a\n").file("n", branch).pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(failed.reason().contains("FRUM"), failed.reason());
  }

  @Test
  void aCommitThatIsNotInTheBranchFailsAtCheckout() {
    bench.repository().change().file("Procfile", "web: a").pushTo(branch);
    var answer =
        bench
            .builder()
            .post(
                "/deployments",
                "{\"app\":\"demo\",\"branch\":\"%s\",\"commit\":\"%s\"}"
                    .formatted(branch, "1".repeat(40)));
    Failed failed = failed(read(answer));
    assertEquals("checkout", failed.stage());
  }

  @Test
  void anAppOnAnImageThatIsNotThereFails() {
    bench
        .builder()
        .bean(SpecStore.class)
        .save(Specs.onBase("other", bench.repository().url(), "no-such-image.invalid/base:1"));
    bench.repository().change().file("Procfile", "web: a").file("n", branch).pushTo(branch);
    var answer =
        bench
            .builder()
            .post("/deployments", "{\"app\":\"other\",\"branch\":\"%s\"}".formatted(branch));
    Failed failed = failed(read(answer));
    assertTrue(failed.reason().contains("no-such-image.invalid"), failed.reason());
  }
}
