package dev.aviary.builder.trigger;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.RealTravis;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A builder that is triggered over HTTP. No engine answers, so that what is queued stays on its
 * way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TriggerScene {
  private static final Wire WIRE = Wire.standalone();

  RealRedis redis;
  RealTravis travis;
  RealRepository repository;
  RunningBuilder builder;
  String app;
  String master;
  String canary;

  @BeforeAll
  void start(@TempDir Path folder) {
    redis = RealRedis.start();
    travis = RealTravis.start();
    repository = RealRepository.in(folder.resolve("app.git"));
    builder =
        RunningBuilder.start(
            "t" + UUID.randomUUID().toString().substring(0, 8),
            redis,
            folder.resolve("data"),
            Map.of(
                "aviary.travis.config-url",
                travis.configUrl(),
                "aviary.engine.host",
                "unix://" + folder.resolve("no-engine.sock")));
  }

  @AfterAll
  void stop() {
    builder.close();
    repository.close();
    travis.close();
    redis.close();
  }

  @BeforeEach
  void anAppOfItsOwn() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
    master = repository.change().file("Procfile", "web: a").file("id", app).pushTo("master");
    canary = repository.change().file("Procfile", "web: b").file("id", app).pushTo("canary");
    builder.bean(SpecStore.class).save(Specs.of(app, repository.url(), null));
    var tokens = builder.bean(BuildTokens.class);
    eventually("its token is known", () -> tokens.owner(tokens.of(app)).isPresent());
  }

  static void assertSame(Deployment expected, int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(expected.id(), WIRE.read(answer.body(), Deployment.class).id());
    assertEquals(
        "/deployments/" + expected.id(), answer.headers().firstValue("Location").orElseThrow());
  }

  static void assertProblem(int status, String detail, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answer.body().contains(detail), answer.body());
  }

  static Deployment accepted(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    return WIRE.read(answer.body(), Deployment.class);
  }

  DeploymentStatus state(String id) {
    return WIRE.read(builder.get("/deployments/" + id).body(), Deployment.class).status();
  }

  List<String> ids() {
    return builder.bean(DeploymentStore.class).newest(app, 100).stream()
        .map(Deployment::id)
        .toList();
  }

  String token() {
    return builder.bean(BuildTokens.class).of(app);
  }

  HttpRequest.Builder build(String branch) {
    return builder.open("/build?branch=" + encoded(branch));
  }

  HttpRequest.Builder build(String branch, String token) {
    return builder.open("/build?branch=" + encoded(branch) + "&token=" + token);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpRequest.Builder delivery(String form) {
    return builder
        .open("/webhooks/travis")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  HttpResponse<String> deploy(String branch, String more) {
    return builder.post(
        "/deployments", "{\"app\":\"%s\",\"branch\":\"%s\"%s}".formatted(app, branch, more));
  }
}
