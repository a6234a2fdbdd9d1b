package dev.aviary.builder.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import dev.aviary.contract.hash.Sha256;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that need the engine's BuildKit, on the real engine. */
final class BuildKitIT extends BuildScene {
  /** A program that forks until it may not. */
  static final String FORKS =
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
      """;

  @Test
  void mountsModesAndPlatformsAreKnown() {
    files(
            """
                FROM --platform=$BUILDPLATFORM python-base
                ARG TARGETARCH
            USER root
                RUN --mount=type=cache,target=/tmp/c echo "for $TARGETARCH" && touch /tmp/c/%s
                COPY --chmod=750 app.py /app/app.py
                RUN test "$(stat -c %%a /app/app.py)" = 750
            """
                .formatted(branch))
        .file("app.py", "")
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    var image = inspect(built(deployment).image());
    Map<String, String> labels =
        Objects.requireNonNull(Objects.requireNonNull(image.getConfig()).getLabels());
    assertEquals("image", labels.get("dev.aviary.role"));
    assertEquals(deployment.id(), labels.get("dev.aviary.deployment"));
    String log = bench.log(deployment.id());
    assertTrue(log.contains("] RUN --mount=type=cache,target=/tmp/c echo"), log);
    assertTrue(log.contains("\nfor amd64\n") || log.contains("\nfor arm64\n"), log);
  }

  @Test
  void whatAStepPrintsIsToldWhileItRunsAndACancelledBuildEnds() {
    Deployment deployment = step("echo " + branch + " && echo begun && sleep 300");
    awaitLine(deployment, "begun");
    assertTrue(
        bench.builder().post("/deployments/" + deployment.id() + "/cancel", "").statusCode() < 300);
    bench.await(
        "the step", () -> steps(branch), count -> count == 0, () -> bench.log(deployment.id()));
  }

  @Test
  void aStepThatFailsIsNamedByItsLine() {
    files(
            """
            FROM python-base
            # Two lines,
            ENV A=1 \\
                B=2
            RUN --mount=type=tmpfs,target=/t echo the very reason && exit 3
            """)
        .pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(
        failed.reason().startsWith("Dockerfile line 5 failed: RUN --mount=type=tmpfs"),
        failed.reason());
    assertTrue(failed.reason().contains("\nthe very reason\n"), failed.reason());
    assertTrue(failed.reason().endsWith("exit code: 3"), failed.reason());
  }

  @Test
  void anInstructionThatIsNoneIsNamedByItsLine() {
    files("FROM python-base\nRUN --mount=type=cache,target=/c true\nCOPPY a b\n").pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(failed.reason().contains("line 3: unknown instruction: COPPY"), failed.reason());
  }

  @Test
  void aStepRunsOnItsCpusAndWithItsProcesses() {
    files(
            "FROM python-base\nCOPY fork.py /\nRUN --mount=type=tmpfs,target=/t nproc && python3 /fork.py "
                + branch
                + "\n")
        .file("fork.py", FORKS)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(log.contains("\n1\nstopped at 1"), log);
  }

  @Test
  void aStepThatWantsMoreMemoryThanItMayHaveIsKilledAndThatIsSaid() {
    Deployment deployment =
        step("echo " + branch + " && python3 -c 'print(len(bytearray(1300 * 1024 * 1024)))'");
    Failed failed = failed(deployment);
    String first = failed.reason().lines().findFirst().orElseThrow();
    assertTrue(first.startsWith("Dockerfile line "), failed.reason());
    assertTrue(
        first.contains(
            " failed: a step was killed (exit code 137), most likely for its memory: a build has 1024 MB"),
        failed.reason());
  }

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
  void heredocsAreKnownWhetherARegistryAnswersOrNot() {
    files(
            """
            FROM python-base
            USER root
            ARG WHO=%s
            RUN <<EOT
              # a comment
            test -n "$WHO" && for n in 1 2; do
                echo "turn $n \\
            of all" >>/turns
            done
            EOT
            RUN --mount=type=cache,target=/c --network=default python3 - <<-'PY' >/py && cat <<TWO >/two
            \tprint("$HOME is not replaced")
            \tPY
            for $WHO
            TWO
            RUN <<SCRIPT
            #!/usr/bin/env python3
            import sys
            print("run as", sys.argv[0], file=open("/script", "w"))
            SCRIPT
            COPY --link --chmod=640 <<plain.txt <<"raw.txt" own /files/
            for ${WHO}
            plain.txt
            for ${WHO}
            raw.txt
            COPY . /all/
            RUN cat /turns /py /two /script /files/plain.txt /files/raw.txt && stat -c %%a /files/raw.txt && ls -A /all
            """
                .formatted(branch))
        .file("own", "")
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    assertTrue(
        bench
            .log(deployment.id())
            .contains(
                """

                turn 1 of all
                turn 2 of all
                $HOME is not replaced
                for %s
                run as /dev/pipes/SCRIPT
                for %s
                for ${WHO}
                640
                Dockerfile
                own
                """
                    .formatted(branch, branch)),
        bench.log(deployment.id()));
    assertTrue(
        bench.engine().docker().listImagesCmd().withShowAll(false).exec().stream()
            .flatMap(
                image -> Stream.of(Objects.requireNonNullElse(image.getRepoTags(), new String[0])))
            .noneMatch(tag ->
                tag.contains("-inline:") && tag.contains(deployment.commit().substring(0, 7))));
  }

  @Test
  void aHeredocThatFailsIsNamedByTheLineOfItsAuthor() {
    files("FROM python-base\nRUN <<EOT\nset -e\necho " + branch + "\nexit 4\nEOT\n").pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(
        failed.reason().startsWith("Dockerfile line 2 failed: RUN <<EOT\n"), failed.reason());
  }

  @Test
  void aBaseImageThatCannotBeHadIsNamedWithItsLineAndWhatHelps() {
    files("# " + branch + "\nFROM no-such-registry.invalid/thing:1\nRUN true\n").pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(
        failed
            .reason()
            .startsWith(
                "Dockerfile line 2: FROM no-such-registry.invalid/thing:1: the image no-such-registry.invalid/thing:1 cannot be had ("),
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
  void aSecretThatTheAppHasNotIsNoReasonToFail() {
    files(
            "FROM python-base\nRUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc test ! -s /home/node/.npmrc\n")
        .file("n", branch)
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void aSecretOfTheAppIsThereWhileAStepRunsAndInNoLayerAndNoLine() {
    use(BuildOptions.DEFAULT);
    String value = "value-" + branch;
    var put =
        bench
            .builder()
            .send(
                bench
                    .builder()
                    .admin("/apps/" + app + "/secrets/npmrc")
                    .PUT(BodyPublishers.ofString("{\"value\":\"" + value + "\"}")));
    assertEquals(204, put.statusCode(), put.body());
    files(
            """
            FROM python-base
            RUN --mount=type=secret,id=npmrc,target=/tmp/npmrc,uid=1000,mode=0444 test "$(sha256sum </tmp/npmrc)" = "%s  -"
            RUN test ! -s /tmp/npmrc
            """
                .formatted(HexFormat.of().formatHex(Sha256.begin().digest(value.getBytes(UTF_8)))))
        .pushTo(branch);
    Deployment deployment = deploy();
    built(deployment);
    assertFalse(bench.log(deployment.id()).contains(value));
  }

  @Test
  void aStepThatWantsAnSshAgentIsRefusedWithItsLineAndWhatToDo() {
    files("FROM python-base\n\nRUN --mount=type=ssh git clone git@example.org:a/b " + branch + "\n")
        .pushTo(branch);
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(
        reason.startsWith(
            "Dockerfile line 3: RUN --mount=type=ssh git clone git@example.org:a/b "
                + branch
                + " wants an ssh agent, and builds have none: "),
        reason);
    assertTrue(reason.contains("PUT /apps/demo/secrets/NAME"), reason);
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
  void aDefaultInTheNameOfABaseImageIsFollowed() {
    files("ARG BASE\nFROM ${BASE:-no-such-registry.invalid/x}:1\n# " + branch + "\n")
        .pushTo(branch);
    String reason = failed(bench.deploy(branch)).reason();
    assertTrue(
        reason.startsWith(
            "Dockerfile line 2: FROM ${BASE:-no-such-registry.invalid/x}:1: the image"),
        reason);
    files("ARG BASE\nFROM ${BASE:-python-base}\nRUN echo " + branch + "\n").pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void aBaseImageOfAPrivateRegistryIsOpenedByTheAppsLogin(@TempDir Path folder) throws Exception {
    privateBase(folder);
  }

  @Test
  void aDockerfileOutsideOfItsContextABuildArgumentAndAStage() {
    use(new BuildOptions("deploy/Web.Dockerfile", "web", "wanted", Map.of("WHO", branch), null));
    bench
        .repository()
        .change()
        .file(
            "deploy/Web.Dockerfile",
            """
            FROM python-base AS wanted
            ARG WHO
            COPY . /app/
            RUN --mount=type=tmpfs,target=/t test "$(cd /app && echo *)" = "index.html" && echo "by $WHO"
            FROM wanted
            RUN false
            """)
        .file("deploy/Web.Dockerfile.dockerignore", "secret\n")
        .file("web/index.html", "")
        .file("web/secret", "")
        .file("web/.dockerignore", "index.html\n")
        .file("outside", branch)
        .pushTo(branch);
    Deployment deployment = deploy();
    built(deployment);
    assertTrue(bench.log(deployment.id()).contains("\nby " + branch + "\n"));
  }

  @Test
  void aDockerfileThatTheSettingsNameAndIsNotThereFails() {
    use(new BuildOptions("deploy/Dockerfile", null, null, Map.of(), null));
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\n")
        .file("n", branch)
        .pushTo(branch);
    Failed failed = failed(deploy());
    assertTrue(failed.reason().contains("no file deploy/Dockerfile"), failed.reason());
  }

  @Test
  void aDockerfileInLowerCaseOrBehindALinkIsFound() {
    bench
        .repository()
        .change()
        .file(
            "docker/real",
            "FROM python-base\nCOPY . /app/\nRUN --mount=type=tmpfs,target=/t test -L /app/dockerfile\n")
        .link("dockerfile", "docker/real")
        .file("n", branch)
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void aDockerfileThatIsALinkOutOfTheRepositoryIsSaid() {
    bench
        .repository()
        .change()
        .link("Dockerfile", "../../" + branch)
        .file("index.html", branch)
        .pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(
        failed.reason().startsWith("Dockerfile is a link that leads to no file of the repository"),
        failed.reason());
  }

  @Test
  void whatIsIgnoredIsNotInTheContextNotEvenTheDockerfile() {
    files(
            """
            FROM python-base
            COPY . /app/
            RUN --mount=type=tmpfs,target=/t test "$(cd /app && find . -type f | LC_ALL=C sort | xargs)" = "./a ./a-b ./a/x ./run"
            """
                .replace("./a ./a-b ./a/x", "./a-b ./a/x"))
        .file(".dockerignore", "Dockerfile\n.dockerignore\nsecret\n")
        .file("a-b", branch)
        .file("a/x", "")
        .file("secret", "")
        .program("run", "")
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  private RealRepository.Change files(String dockerfile) {
    return bench.repository().change().file("Dockerfile", dockerfile);
  }

  /** A build with one step that BuildKit alone knows. */
  private Deployment step(String command) {
    files("FROM python-base\nRUN --mount=type=tmpfs,target=/t " + command + "\n").pushTo(branch);
    return bench.deploy(branch);
  }

  private @Nullable String app;

  private void use(BuildOptions build) {
    app = "a" + branch.substring(2, 10);
    bench.builder().bean(SpecStore.class).save(Specs.built(app, bench.repository().url(), build));
  }

  private Deployment deploy() {
    return read(
        bench
            .builder()
            .post("/deployments", "{\"app\":\"%s\",\"branch\":\"%s\"}".formatted(app, branch)));
  }

  /** How many processes of this machine's have the mark in their command. */
  private static long steps(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .filter(process -> process.info().commandLine().orElse("").contains("sleep 300"))
        .count();
  }
}
