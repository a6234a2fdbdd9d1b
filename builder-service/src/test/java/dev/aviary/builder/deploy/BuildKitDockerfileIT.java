package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which Dockerfile and which context BuildKit is given. */
final class BuildKitDockerfileIT extends BuildKitCase {
  @Test
  void anInstructionThatIsNoneIsNamedByItsLine() {
    files("FROM python-base\nRUN --mount=type=cache,target=/c true\nCOPPY a b\n").pushTo(branch);
    Failed failed = failed(bench.deploy(branch));
    assertTrue(failed.reason().contains("line 3: unknown instruction: COPPY"), failed.reason());
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
}
