package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds on the real engine, from the trigger to the image. */
final class BuildIT extends BuildScene {
  /** Answers every request. */
  private static final String SERVE =
      """
      import http.server, os
      class App(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(200)
              self.end_headers()
      http.server.HTTPServer(('', int(os.environ['PORT'])), App).serve_forever()
      """;

  @Test
  void aSourceWithAProcfileBecomesALabelledImageOnTheBase() {
    String commit =
        bench
            .repository()
            .change()
            .file("Procfile", "web: python3 -m http.server $PORT\n")
            .file("health", branch)
            .link("out", "/etc/passwd")
            .submodule("lib")
            .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    Release release = built(deployment);

    assertEquals(commit, release.commit());
    assertTrue(release.id().matches("demo-" + commit.substring(0, 7) + "-[0-9]+"), release.id());
    InspectImageResponse image =
        inspect("aviary-" + bench.engine().instance() + "/demo:" + release.id());
    assertEquals(release.image(), image.getId());
    var config = Objects.requireNonNull(image.getConfig());
    assertEquals("app", config.getUser());
    assertArrayEquals(
        new String[] {"/bin/sh", "-c", "exec python3 -m http.server $PORT"}, config.getCmd());
    Map<String, String> labels = Objects.requireNonNull(config.getLabels());
    assertEquals("image", labels.get("dev.aviary.role"));
    assertEquals("demo", labels.get("dev.aviary.app"));
    assertEquals(release.id(), labels.get("dev.aviary.release"));
    assertEquals(commit, labels.get("dev.aviary.commit"));
    assertEquals(branch, labels.get("dev.aviary.branch"));
    String log = bench.log(deployment.id());
    assertTrue(log.contains("] COPY "), log);
    assertTrue(log.contains("Left out the submodule lib"), log);
  }

  @Test
  void aProgramWritesBesideItselfWithoutADockerfile() {
    bench
        .repository()
        .change()
        .file("Procfile", "web: touch started && python3 app.py\n")
        .file("app.py", SERVE)
        .file("n", branch)
        .pushTo(branch);
    live(bench.deploy(branch));
  }

  @Test
  void whatAProcfileSaysBesideItsWebLineIsInTheReleasesSettings() {
    bench
        .repository()
        .change()
        .file(
            "Procfile",
            "web: python3 app.py\nrelease: test \"$PORT\"\nqueue_Worker: sleep 1000\nodd\n")
        .file("app.py", SERVE)
        .file("n", branch)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    RunOptions run = Objects.requireNonNull(live(deployment).run());
    assertEquals("test \"$PORT\"", run.releaseCommand());
    assertEquals(Map.of("queue-worker", "sleep 1000"), run.processes());
    String log = bench.log(deployment.id());
    assertTrue(log.contains("Recognised Python by app.py; it is put on python-base"), log);
    assertTrue(log.contains("Procfile, line 4: left out"), log);
  }

  @Test
  void aProcfileBesideADockerfileIsSaidNotToCount() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\n")
        .file("Procfile", "web: a\n")
        .file("n", branch)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    built(deployment);
    String log = bench.log(deployment.id());
    assertTrue(log.contains("The Dockerfile is followed, not the Procfile"), log);
  }

  /** Flask and gunicorn come with the base of Python, whether the source asks for them or not. */
  @ParameterizedTest
  @ValueSource(strings = {"", "flask>=2.2,<4\ngunicorn>=20.1,<24\nredis>=4.3,<7\n"})
  void whatTheBaseHasNeedsNoNetwork(String requirements) {
    var change =
        bench
            .repository()
            .change()
            .file("Procfile", "web: gunicorn app:app\n")
            .file(
                "app.py",
                """
                from flask import Flask
                app=Flask(__name__)
                @app.route("/health")
                def h(): return "ok"
                """)
            .file("n", branch);
    (requirements.isEmpty() ? change : change.file("requirements.txt", requirements))
        .pushTo(branch);
    live(bench.deploy(branch));
  }

  @Test
  void submodulesAndLargeFilesAreInTheImage() throws IOException {
    Path git = bench.repository().folder();
    try (var library = RealRepository.in(git.resolveSibling("lib-" + branch + ".git"))) {
      String pinned = library.change().file("lib.txt", "one").pushTo("master");
      library.change().file("lib.txt", "two").addTo("master");
      String oid = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";
      Path kept = git.resolve("lfs").resolve("objects").resolve("5f").resolve("ec").resolve(oid);
      Files.createDirectories(kept.getParent());
      Files.writeString(kept, "0");
      bench
          .repository()
          .change()
          .file(
              "Dockerfile",
              """
              FROM python-base
              COPY . /app/
              RUN cd /app && test "$(cat vendor/lib.txt)" = one && test "$(cat model.bin)" = 0
              """)
          .file(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n")
          .file(
              "model.bin",
              "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize 1\n")
          .file(
              ".gitmodules",
              "[submodule \"vendor\"]\n\tpath = vendor\n\turl = ../lib-%s.git\n".formatted(branch))
          .submodule("vendor", pinned)
          .pushTo(branch);
      built(bench.deploy(branch));
    }
  }

  @Test
  void aReleaseThatAnswersIsLive() {
    bench
        .repository()
        .change()
        .file("Procfile", "web: python3 -m http.server $PORT\n")
        .file("health", branch)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    Release release = live(deployment);
    assertEquals(bench.built(deployment).id(), release.id());
    assertEquals(inspect(release.image()).getSize(), release.imageBytes());
    String told = bench.builder().get("/deployments/" + deployment.id()).body();
    assertTrue(told.contains("\"imageBytes\":" + release.imageBytes()), told);
    assertTrue(told.matches("(?s).*\"startMillis\":[1-9][0-9]*.*"), told);
  }

  @Test
  void aRepositoryWithADockerfileIsBuiltWithItAndItsIgnoreFile() {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\nCOPY . ./\nRUN test ! -e secret && test -x run\n")
        .file(".dockerignore", "secret\n")
        .file("secret", "x")
        .program("run", "#!/bin/sh\n")
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void whatAnIgnoreFileKeepsOutIsInNoLayerNotEvenTheFileItself() {
    String expected = "./Read.MD ./app.py ./docs/keep.md";
    bench
        .repository()
        .change()
        .file(
            "Dockerfile",
            """
            FROM python-base
            COPY . /app/%s/
            RUN cd /app/%s && test "$(find . -type f | LC_ALL=C sort | xargs)" = "%s"
            """
                .formatted(branch, branch, expected))
        .file(
            ".dockerignore",
            "\uFEFF/docs/\r\n!docs/keep.md\n**/node_modules\n*.log\n.git*\nDockerfile\n.dockerignore\n")
        .file("Read.MD", "")
        .file("a b.log", "")
        .file("a/node_modules/m", "")
        .file("app.py", "")
        .file("docs/keep.md", "")
        .file("docs/x.md", "")
        .pushTo(branch);
    built(bench.deploy(branch));
  }

  @Test
  void everyBuildIsAReleaseOfItsOwnWithTheNextNumber() {
    bench.repository().change().file("Procfile", "web: a").file("n", branch).pushTo(branch);
    int first = number(built(bench.deploy(branch)));
    bench.repository().change().file("Procfile", "web: b").file("n", branch).pushTo(branch);
    int second = number(built(bench.deploy(branch)));
    assertTrue(second > first, first + " then " + second);
  }

  private Release live(Deployment deployment) {
    return assertInstanceOf(
            DeploymentStatus.Live.class,
            bench.await(deployment.id(), DeploymentStatus::ended),
            () -> bench.log(deployment.id()))
        .release();
  }
}
