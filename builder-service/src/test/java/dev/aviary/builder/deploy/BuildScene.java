package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import dev.aviary.builder.testing.RealRegistry;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import dev.aviary.contract.redis.Wire;
import java.net.http.HttpRequest;
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

  /** A base image whose registry asks for a password: without the app's login, and with it. */
  void privateBase(Path folder) throws InterruptedException {
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), true)) {
      String base = registry.address() + "/team/base:" + branch;
      push(base, registry.address());
      dockerfile(base, "RUN echo made");
      String without = failed(bench.deploy(branch)).reason();
      assertTrue(
          without.startsWith("Dockerfile line 1: FROM " + base + ": the image " + base), without);
      assertTrue(without.contains("PUT /apps/demo/registry"), without);

      login(registry.address(), "wrong");
      dockerfile(base, "RUN echo made again");
      assertTrue(failed(bench.deploy(branch)).reason().contains("PUT /apps/demo/registry"));

      login(registry.address(), RealRegistry.PASSWORD);
      dockerfile(base, "RUN echo made at last");
      Deployment deployment = bench.deploy(branch);
      built(deployment);
      assertFalse(bench.log(deployment.id()).contains(RealRegistry.PASSWORD));
      forget(base);
    } finally {
      bench.builder().send(bench.builder().admin("/apps/demo/registry").DELETE());
    }
  }

  /** Pushes an image, and forgets that it was here. */
  private void push(String image, String registry) throws InterruptedException {
    DockerClient docker = bench.engine().docker();
    int colon = image.lastIndexOf(':');
    docker.tagImageCmd("python-base", image.substring(0, colon), image.substring(colon + 1)).exec();
    docker
        .pushImageCmd(image)
        .withAuthConfig(
            new AuthConfig()
                .withUsername(RealRegistry.USER)
                .withPassword(RealRegistry.PASSWORD)
                .withRegistryAddress(registry))
        .start()
        .awaitCompletion();
    docker.removeImageCmd(image).exec();
  }

  /** The classic builder keeps the name of what it pulled. */
  private void forget(String image) {
    try {
      bench.engine().docker().removeImageCmd(image).exec();
    } catch (NotFoundException _) {
      // BuildKit gives it none.
    }
  }

  private void login(String server, String password) {
    String body =
        "{\"server\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(server, RealRegistry.USER, password);
    var put =
        bench.builder().admin("/apps/demo/registry").PUT(HttpRequest.BodyPublishers.ofString(body));
    assertEquals(204, bench.builder().send(put).statusCode());
  }

  private void dockerfile(String base, String step) {
    bench
        .repository()
        .change()
        .file("Dockerfile", "FROM " + base + "\n" + step + " " + branch + "\n")
        .pushTo(branch);
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
