package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on the classic builder, which engines have that have no other. */
final class ClassicBuildIT extends BuildScene {
  @Override
  Map<String, String> settings() {
    return Map.of("aviary.image.builder", "classic");
  }

  @Test
  void aBuildThatBreaksFailsWithItsLastLinesAndWhatItLeftIsKnown() {
    dockerfile("RUN echo " + branch + "\nRUN echo the very reason && exit 3");
    Failed failed = failed(bench.deploy(branch));
    assertTrue(failed.reason().contains("the very reason"), failed.reason());
    assertTrue(failed.reason().contains("returned a non-zero code: 3"), failed.reason());
    assertFalse(bench.engine().leftBehind().isEmpty(), "what it left is known as Aviary's");
  }

  @Test
  void aLineThatIsNoInstructionHasTheNumberThatItsAuthorSees() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base AS a\nFROM a\n# " + branch + "\nCOPPY a b\n")
        .pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(failed.reason().contains("line 4: unknown instruction: COPPY"), failed.reason());
  }

  @Test
  void aStepIsHeldToItsMemoryAndItsCpus() {
    dockerfile("RUN nproc && python3 -c 'print(len(bytearray(1300 * 1024 * 1024)))'");
    Deployment deployment = bench.deploy(branch);
    Failed failed = failed(deployment);
    assertTrue(
        failed.reason().startsWith("a step was killed (exit code 137), most likely for its memory"),
        failed.reason());
    assertTrue(bench.log(deployment.id()).contains("\n1\n"), failed.reason());
  }

  @Test
  void aStepThatForksOnAndOnIsStoppedAtItsLimit() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile", "FROM python-base\nCOPY fork.py /\nRUN python3 /fork.py " + branch + "\n")
        .file("fork.py", BuildKitIT.FORKS)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(log.contains("\nstopped at 1"), log);
  }

  @Test
  void whatAnIgnoreFileKeepsOutIsInNoLayerNotEvenTheFileItself() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile",
            "FROM python-base\nCOPY . /app/\nRUN : %s; test \"$(cd /app && find . -type f | xargs)\" = ./app.py\n"
                .formatted(branch))
        .file(".dockerignore", "*.log\nDockerfile\n.dockerignore\n")
        .file("a b.log", "")
        .file("app.py", "")
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void whatNeedsBuildKitIsRefusedWithItsLine() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\n# " + branch + "\nCOPY --chmod=755 a b\n")
        .pushTo(branch);
    assertEquals(
        "Dockerfile line 3: COPY --chmod needs BuildKit, and aviary.image.builder is classic: set it to auto",
        failed(bench.deploy(branch)).reason());
  }

  @Test
  void aBaseImageThatCannotBeHadIsNamedWithItsLineAndWhatHelps() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "# " + branch + "\nFROM no-such-registry.invalid/thing:1\nRUN true\n")
        .pushTo(branch);
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
  void aBaseImageOfAPrivateRegistryIsOpenedByTheAppsLogin(@TempDir Path folder) throws Exception {
    privateBase(folder);
  }

  @Test
  void heredocsAndLinksAreBuiltInOtherWords() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile",
            """
            FROM python-base
            USER root
            ARG WHO=%s
            RUN <<EOT
            test -n "$WHO" && echo "turn of $WHO" >/turn
            EOT
            COPY --link <<plain.txt own /files/
            for ${WHO}
            plain.txt
            RUN cat /turn /files/plain.txt && ls /files
            """
                .formatted(branch))
        .file("own", "")
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(
        log.contains("\nturn of %s\nfor %s\nown\nplain.txt\n".formatted(branch, branch)), log);
    assertTrue(
        log.contains(
            "Line 4 of Dockerfile (RUN with a heredoc (<<)) is rewritten for Docker's classic builder"),
        log);
  }

  @Test
  void aHeredocThatHasNoOtherWordsIsRefusedWithItsLine() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile",
            "FROM python-base\nRUN <<EOT\n#!/usr/bin/env python3\nprint('" + branch + "')\nEOT\n")
        .pushTo(branch);
    assertEquals(
        "Dockerfile line 2: RUN with a heredoc (<<) needs BuildKit, and aviary.image.builder is classic: set it to auto",
        failed(bench.deploy(branch)).reason());
  }

  @Test
  void whatABaseImageRunsInThoseMadeFromItIsOfTheLineThatNamesIt() {
    bench
        .repository()
        .change()
        .file(
            "Dockerfile",
            "FROM python-base AS base\nONBUILD RUN echo %s && exit 3\nFROM base\nRUN true\n"
                .formatted(branch))
        .pushTo(branch);
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(
        reason.startsWith(
            "Dockerfile line 3 failed: FROM base runs a step in each image that is made from it (ONBUILD), and that failed\n"),
        reason);
    assertTrue(reason.contains("\n" + branch + "\n"), reason);
  }
}
