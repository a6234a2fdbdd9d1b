package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.aviary.builder.testing.RealRegistry;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Live;
import dev.aviary.contract.redis.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that come from a real registry. */
final class ImageDeploymentIT {
  private Workbench bench;
  private @Nullable RealRegistry started;
  private Path folder;

  @BeforeEach
  void anAppWithoutARepository(@TempDir Path folder) {
    this.folder = folder;
    bench = new Workbench(folder.resolve("bench"), Map.of());
    assertEquals(
        200, put("/apps/demo", "{\"repository\":\"\",\"hosts\":[\"demo.test\"]}").statusCode());
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
    bench.close();
  }

  private RealRegistry registry(boolean guarded) {
    started = RealRegistry.start(folder.resolve("registry"), guarded);
    return started;
  }

  @Test
  void aTagIsDeployedByItsDigestWithThePortThatItExposes() throws Exception {
    RealRegistry registry = registry(false);
    String name = pushed(registry, "one", null);
    assertTrue(bench.builder().get("/apps/demo").body().contains("\\\"image\\\":"), "what is next");

    Deployment deployment = accepted(deploy(name, ""));
    String image = Objects.requireNonNull(deployment.image());
    assertTrue(image.matches("127.0.0.1:[0-9]+/team/page@sha256:[0-9a-f]{64}"), image);
    assertEquals(
        image.substring(image.indexOf("sha256:") + 7).substring(0, 40), deployment.commit());
    assertEquals("master", deployment.branch());
    Release release = live(deployment);
    assertEquals(8123, Objects.requireNonNull(release.run()).port());
    assertNull(release.build());
    var config = inspect(release.image());
    assertEquals(
        release.id(), Objects.requireNonNull(config.getLabels()).get("dev.aviary.release"));
    assertEquals("image", Objects.requireNonNull(config.getLabels()).get("dev.aviary.role"));
    assertEquals("[sh, -c, exec python3 -m http.server $PORT]", Arrays.toString(config.getCmd()));
    assertEquals("/tmp/page", config.getWorkingDir());
    assertFalse(isHere(image), "what was pulled goes with the image that was made of it");
    assertTrue(bench.log(deployment.id()).contains("Pulling " + image));

    var again = deploy(image, "");
    assertEquals(200, again.statusCode(), "the same digest stands");
    put("/apps/demo", "{\"repository\":\"\",\"hosts\":[\"demo.test\"],\"env\":{\"A\":\"b\"}}");
    Deployment redeployed = accepted(bench.builder().post("/apps/demo/redeploy", ""));
    assertEquals(release.image(), live(redeployed).image());
  }

  @Test
  void aBranchSaysOnWhichTrackAndAnotherDigestIsAnotherCommit() throws Exception {
    RealRegistry registry = registry(false);
    Deployment first = accepted(deploy(pushed(registry, "one", null), ""));
    live(first);
    Deployment canary = accepted(deploy(pushed(registry, "two", null), ",\"branch\":\"try\""));
    assertEquals("canary", canary.track().id());
    live(canary);
    assertFalse(first.commit().equals(canary.commit()));
    assertEquals(202, bench.builder().post("/apps/demo/promote", "").statusCode());
  }

  @Test
  void aRegistryThatAsksIsShownTheLoginOfTheAppWhichNobodySees() throws Exception {
    RealRegistry registry = registry(true);
    var login =
        new AuthConfig().withUsername(RealRegistry.USER).withPassword(RealRegistry.PASSWORD);
    String name = pushed(registry, "one", login);
    refused(422, "PUT /apps/demo/registry", deploy(name, ""));

    String server = "\"server\":\"" + registry.address() + "\",";
    String wrong = "{" + server + "\"username\":\"ada\",\"password\":\"wrong\"}";
    assertEquals(204, put("/apps/demo/registry", wrong).statusCode());
    refused(422, "PUT /apps/demo/registry", deploy(name, ""));
    String right = wrong.replace("wrong", RealRegistry.PASSWORD);
    assertEquals(204, put("/apps/demo/registry", right).statusCode());
    live(accepted(deploy(name, "")));
    assertEquals(
        "{\"server\":\"" + registry.address() + "\",\"username\":\"ada\"}",
        bench.builder().get("/apps/demo/registry").body());
    for (String path : List.of("/apps/demo", "/events", "/deployments?app=demo")) {
      assertFalse(bench.builder().get(path).body().contains(RealRegistry.PASSWORD), path);
    }
    bench.builder().send(bench.builder().admin("/apps/demo/registry").DELETE());
    assertEquals(404, bench.builder().get("/apps/demo/registry").statusCode());
  }

  @Test
  void whatCannotBeIsRefusedAndNothingIsQueued() {
    RealRegistry registry = registry(false);
    refused(422, "none:1", deploy(registry.address() + "/team/none:1", ""));
    refused(400, "is not the name of an image", deploy("Not An Image", ""));
    refused(
        400,
        "exclude each other",
        deploy(registry.address() + "/team/page", ",\"commit\":\"" + "a".repeat(40) + "\""));
    var source = bench.builder().post("/deployments", "{\"app\":\"demo\",\"branch\":\"master\"}");
    refused(409, "demo has no repository", source);
    String away = registry.address();
    registry.close();
    refused(502, away, deploy(away + "/team/page:1", ""));
    refused(400, "server is 'https://x'", put("/apps/demo/registry", "{\"server\":\"https://x\"}"));
    refused(400, "username is missing", put("/apps/demo/registry", "{}"));
    assertEquals("[]", bench.builder().get("/deployments?app=demo").body());
  }

  @Test
  void aDigestThatTheRegistryDoesNotHaveAndAnImageThatIsTooLargeFail() throws Exception {
    bench.settings("aviary.pull.limit-megabytes", "1");
    bench.restart();
    RealRegistry registry = registry(false);
    String none = registry.address() + "/team/page@sha256:" + "0".repeat(64);
    var failed = failed(accepted(deploy(none, "")));
    assertEquals("build", failed.stage());
    assertTrue(failed.reason().contains("sha256:0000"), failed.reason());
    var large = failed(accepted(deploy(pushed(registry, "large", null), "")));
    assertTrue(large.reason().contains("aviary.pull.limit-megabytes"), large.reason());
  }

  /** Builds a small app, pushes it, and forgets that it was here. */
  private String pushed(RealRegistry registry, String text, @Nullable AuthConfig login)
      throws Exception {
    DockerClient docker = bench.engine().docker();
    String repository = registry.address() + "/team/page";
    String tag = repository + ":" + text;
    docker
        .buildImageCmd(new ByteArrayInputStream(context(text)))
        .withTags(Set.of(tag))
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    var push = docker.pushImageCmd(tag);
    push.withAuthConfig(
            login == null ? new AuthConfig() : login.withRegistryAddress(registry.address()))
        .start()
        .awaitCompletion();
    docker.removeImageCmd(tag).withForce(true).exec();
    return tag;
  }

  private static byte[] context(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      String dockerfile =
          """
          FROM python-base
          RUN mkdir /tmp/page && echo %1$s >/tmp/page/health
          RUN test %1$s != large || head -c 3000000 /dev/urandom >/tmp/page/large
          WORKDIR /tmp/page
          EXPOSE 8123
          CMD ["sh", "-c", "exec python3 -m http.server $PORT"]
          """
              .formatted(text);
      byte[] content = dockerfile.getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry("Dockerfile");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private ContainerConfig inspect(String image) {
    return Objects.requireNonNull(
        bench.engine().docker().inspectImageCmd(image).exec().getConfig());
  }

  private boolean isHere(String image) {
    try {
      bench.engine().docker().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException gone) {
      return false;
    }
  }

  private HttpResponse<String> deploy(String image, String more) {
    return bench
        .builder()
        .post("/deployments", "{\"app\":\"demo\",\"image\":\"" + image + "\"" + more + "}");
  }

  private HttpResponse<String> put(String path, String body) {
    return bench.builder().send(bench.builder().admin(path).PUT(BodyPublishers.ofString(body)));
  }

  private static Deployment accepted(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), Deployment.class);
  }

  private static void refused(int status, String why, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  private Release live(Deployment deployment) {
    var ended = bench.await(deployment.id(), DeploymentStatus::ended);
    return assertInstanceOf(Live.class, ended, () -> bench.log(deployment.id())).release();
  }

  private DeploymentStatus.Failed failed(Deployment deployment) {
    return assertInstanceOf(
        DeploymentStatus.Failed.class, bench.await(deployment.id(), DeploymentStatus::ended));
  }
}
