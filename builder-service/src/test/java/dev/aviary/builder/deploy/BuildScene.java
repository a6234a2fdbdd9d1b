package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import dev.aviary.contract.redis.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A builder on the real engine, asked over HTTP, and a branch for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BuildScene {
  Workbench bench;
  String branch;

  @BeforeAll
  void start(@TempDir Path folder) {
    bench = new Workbench(folder, settings());
  }

  /** What is set otherwise than usual. */
  Map<String, String> settings() {
    return Map.of();
  }

  @AfterAll
  void stop() {
    bench.close();
  }

  @BeforeEach
  void aBranchOfItsOwn() {
    branch = "b-" + UUID.randomUUID();
  }

  Release built(Deployment deployment) {
    return bench.built(deployment);
  }

  Failed failed(Deployment deployment) {
    return assertInstanceOf(Failed.class, bench.await(deployment.id(), DeploymentStatus::ended));
  }

  /**
   * Pushes a Dockerfile with a step that no cache knows, and says by what it is found while it
   * runs.
   */
  String dockerfile(String step) {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM python-base\n" + step + " && : " + branch + "\n")
        .pushTo(branch);
    return branch;
  }

  boolean runs(String mark) {
    return bench.engine().runs(mark);
  }

  void awaitLine(Deployment deployment, String line) {
    bench.await(
        "the log",
        () -> bench.log(deployment.id()),
        log -> log.contains("\n" + line + "\n"),
        () -> "");
  }

  String events(Deployment deployment, @Nullable String last) {
    var request =
        bench
            .builder()
            .admin("/deployments/" + deployment.id() + "/log")
            .header("Accept", "text/event-stream");
    return bench
        .builder()
        .send(last == null ? request : request.header("Last-Event-ID", last))
        .body();
  }

  InspectImageResponse inspect(String image) {
    return bench.engine().docker().inspectImageCmd(image).exec();
  }

  static Deployment read(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), Deployment.class);
  }

  static int number(Release release) {
    return Integer.parseInt(release.id().substring(release.id().lastIndexOf('-') + 1));
  }
}
