package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Base images and frontends of builds by BuildKit. */
final class BuildKitBaseImageIT extends BuildKitCase {
  @Test
  void whatHasNoOlderWordsIsSaidWhereNoRegistryAnswers() {
    files("FROM python-base\n\nRUN --network=none echo one\n").file("n", branch).pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    DeploymentStatus ended = bench.await(deployment.id(), DeploymentStatus::ended);
    if (ended instanceof Failed failed) {
      assertTrue(
          failed
              .reason()
              .startsWith(
                  "Dockerfile line 3: RUN --network needs the frontend docker/dockerfile:1, which no registry gave"),
          failed.reason());
    } else {
      assertTrue(bench.log(deployment.id()).contains("\none\n"));
    }
  }

  @Test
  void aBaseImageThatCannotBeHadIsNamedWithItsLineAndWhatHelps() {
    files("# " + branch + "\nFROM no-such-registry.invalid/thing:1\nRUN true\n").pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(
        failed
            .reason()
            .startsWith(
                "Dockerfile line 2: FROM no-such-registry.invalid/thing:1: the image no-such-registry.invalid/thing:1 cannot be pulled ("),
        failed.reason());
    assertTrue(failed.reason().contains("docker load"), failed.reason());
  }

  @Test
  void aFrontendThatNoRegistryGivesIsDoneWithoutWhereItCanBe() {
    files(
            "# syntax=no-such-registry.invalid/dockerfile:1\nFROM python-base\nRUN --mount=type=cache,target=/c echo "
                + branch
                + "\n")
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(
        log.contains("No registry gives the frontend no-such-registry.invalid/dockerfile:1"), log);
  }

  @Test
  void whatABaseImageRunsInThoseMadeFromItIsOfTheLineThatNamesIt() {
    files(
            """
            FROM python-base AS base
            ONBUILD RUN --mount=type=tmpfs,target=/t echo %s && exit 3
            # The image of the app
            FROM base
            RUN echo never
            """
                .formatted(branch))
        .pushTo(branch);
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(
        reason.startsWith(
            "Dockerfile line 4 failed: FROM base runs a step in each image that is made from it (ONBUILD), and that failed\n"),
        reason);
    assertTrue(reason.contains("\n" + branch + "\n"), reason);
  }

  @Test
  void aStepAfterWhatABaseImageRunsHasItsOwnLine() {
    files(
            """
            FROM python-base AS base
            ONBUILD RUN echo %s
            FROM base
            RUN echo first
            RUN echo second && exit 4
            """
                .formatted(branch))
        .pushTo(branch);
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(reason.startsWith("Dockerfile line 5 failed: RUN echo second"), reason);
  }

  @Test
  void aBaseImageOfAPrivateRegistryIsOpenedByTheAppsLogin(@TempDir Path folder) throws Exception {
    privateBase(folder);
  }
}
