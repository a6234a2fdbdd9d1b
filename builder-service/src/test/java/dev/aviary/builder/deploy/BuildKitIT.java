package dev.aviary.builder.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import dev.aviary.contract.hash.Sha256;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Builds that need the engine's BuildKit, on the real engine. */
final class BuildKitIT extends BuildKitCase {
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
                + " needs an ssh agent, and builds have none: "),
        reason);
    assertTrue(reason.contains("PUT /apps/demo/secrets/NAME"), reason);
  }

  /** How many processes of this machine's have the mark in their command. */
  private static long steps(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .filter(process -> process.info().commandLine().orElse("").contains("sleep 300"))
        .count();
  }
}
