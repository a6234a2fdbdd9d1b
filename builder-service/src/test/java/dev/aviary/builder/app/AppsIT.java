package dev.aviary.builder.app;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppsIT {
  private static final int PUTS = 100;

  private final RealEngine engine = RealEngine.connect();
  private RealRedis redis;
  private RunningBuilder builder;
  private String app;

  @BeforeAll
  void start(@TempDir Path folder) {
    redis = RealRedis.start();
    builder = RunningBuilder.start(engine.instance(), redis, folder, Map.of());
  }

  @AfterAll
  void stop() {
    builder.close();
    redis.close();
    engine.close();
  }

  @BeforeEach
  void anotherName() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void anAppIsRegisteredWithDefaultsAndAPlaceOfItsOwn() {
    AppSpec first = read(put(app, "{" + git() + "}"));
    assertEquals("master", first.stableBranch());
    assertEquals("default", first.run().capabilities());
    AppSpec second = read(put(app + "-2", "{\"name\":\"" + app + "-2\"," + git("2") + "}"));
    assertNotEquals(first.index(), second.index());
  }

  @Test
  void appsThatAreRemovedMeanwhileStandInNobodysWay() throws Exception {
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var removals =
          IntStream.range(0, 8).mapToObj(n -> threads.submit(() -> comeAndGo(n, done))).toList();
      try {
        for (int i = 0; i < PUTS; i++) {
          HttpResponse<String> answer =
              builder.send(
                  builder
                      .admin("/apps/" + app + "?check=false")
                      .PUT(BodyPublishers.ofString("{" + git() + "}")));
          assertEquals(200, answer.statusCode(), answer.body());
        }
      } finally {
        done.set(true);
        for (var each : removals) {
          each.get();
        }
      }
    }
  }

  private void comeAndGo(int n, AtomicBoolean done) {
    var removal = builder.bean(AppRemoval.class);
    for (int i = 0; !done.get(); i++) {
      String other = app + "-" + n + "-" + i;
      builder.bean(SpecStore.class).save(Specs.of(other, "file:///a.git", null));
      removal.put(builder.bean(Writes.class).begin(), other, Instant.now()).run();
    }
  }

  @Test
  void anAppKeepsItsPlaceWhenItsSettingsChange() {
    AppSpec before = read(put(app, "{" + git() + "}"));
    AppSpec after = read(put(app, "{" + git() + ",\"port\":8000,\"limits\":{\"cpus\":2}}"));
    assertEquals(before.index(), after.index());
    assertEquals(8000, after.run().port());
    assertEquals(2.0, after.run().limits().cpus());
    assertEquals(after, builder.bean(SpecStore.class).find(app).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{}`, is deployed by images alone",
        "`{\"repository\":\" \"}`, repository is empty",
        "`{\"repository\":\"a\",\"port\":0}`, port is 0",
        "`{\"repository\":\"a\",\"port\":\"8080\"}`, /port: give a whole number",
        "`{\"repository\":\"a\",\"dockerFile\":\"x\"}`, /dockerFile: there is no such member; the nearest are dockerfile",
        "`{\"repository\":\"a\",\"limits\":{\"memory\":\"512m\"}}`, /limits/memory: there is no such member",
        "`[]`, give an object",
        "`{\"repository\":\"a\",\"healthPath\":\"up\"}`, healthPath must begin",
        "`{\"repository\":\"a\",\"healthPath\":\"/up now\"}`, healthPath may hold",
        "`{\"repository\":\"a\",\"limits\":{\"cpus\":0.5}}`, the alert at 50",
        "`{\"repository\":\"a\",\"name\":\"other\"}`, the path says",
        "`{\"repository\":\"a\",\"hosts\":[\"a b\"]}`, is not a host name",
        "`{\"repository\":\"a\",\"hosts\":[null]}`, /hosts/0: give a string",
        "`{\"repository\":\"a\",\"env\":{\"A\":null}}`, /env/A: give a string",
        "`{\"repository\":\"a\",\"env\":{\"A=B\":\"x\"}}`, is not the name of a variable",
        "`{\"repository\":\"a\",\"baseImage\":\"Not An Image\"}`, is not the name of an image"
      })
  void settingsThatCannotBeAreRefusedWithWhatToDo(String json, String why) {
    HttpResponse<String> answer = put(app, json);
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
    assertTrue(builder.bean(SpecStore.class).find(app).isEmpty());
  }

  @Test
  void aNameThatCannotBePartOfAContainersNameIsRefused() {
    assertEquals(400, put("A_b", "{" + git() + "}").statusCode());
  }

  @Test
  void anAppTellsWhereItStandsAndWhatToDoNext() {
    put(app, "{" + git() + "}");
    HttpResponse<String> answer = builder.get("/apps/" + app);
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"canaryPercent\":33"), answer.body());
    assertTrue(answer.body().contains("\"next\":\""), answer.body());
    assertTrue(builder.get("/apps").body().contains(app));
  }

  @Test
  void whatWasReadMayBePutBack() throws IOException {
    var json = builder.bean(JsonMapper.class);
    for (String repository : List.of("file:///srv/git/a.git", "")) {
      String hosts = ",\"hosts\":[\"" + app + ".test\"],\"env\":{\"A\":\"b\"}";
      AppSpec before = read(put(app, "{\"repository\":\"" + repository + "\"" + hosts + "}"));
      JsonNode view = json.readValue(builder.get("/apps/" + app).body(), JsonNode.class);
      String spec =
          json.writeValueAsString(Objects.requireNonNull(Objects.requireNonNull(view).get("spec")));
      assertEquals(before, read(put(app, spec)), spec);
      String answered = spec.replaceFirst("}$", ",\"notes\":[\"main is the stable branch\"]}");
      assertEquals(before, read(put(app, answered)), "as it was answered, with its notes");
      String moved = spec.replaceFirst("\"index\":[0-9]+", "\"index\":4999");
      assertEquals(400, put(app, moved).statusCode());
    }
  }

  @Test
  void anUnknownAppIsNotFound() {
    assertEquals(404, builder.get("/apps/" + app).statusCode());
    assertEquals(404, builder.get("/apps/" + app + "/build-token").statusCode());
  }

  @Test
  void nothingOfItIsOnThePublicPortOrWithoutTheToken() {
    assertEquals(404, builder.send(builder.open("/apps")).statusCode());
    assertEquals(
        401, builder.send(builder.admin("/apps").setHeader("Authorization", "none")).statusCode());
    assertEquals(200, builder.send(builder.open("/health/liveness")).statusCode());
    assertEquals(404, builder.send(builder.open("/health")).statusCode());
    assertEquals(404, builder.send(builder.open("/prometheus")).statusCode());
  }

  @Test
  void itIsAliveButNotReadyWhileDockerIsAway(@TempDir Path folder) {
    var away = Map.of("aviary.engine.host", "unix://" + folder.resolve("no-engine.sock"));
    try (var alone = RunningBuilder.start(engine.instance() + "-2", redis, folder, away)) {
      assertEquals(200, alone.get("/health/liveness").statusCode());
      assertDown(alone.get("/health"));
      var settings = BodyPublishers.ofString("{" + git() + "}");
      var answer = alone.send(alone.admin("/apps/" + app + "?check=false").PUT(settings));
      assertEquals(503, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("Docker does not answer"), answer.body());
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }
    assertEquals(200, builder.get("/health").statusCode());
  }

  @Test
  void aSecondAppWithoutHostsIsRefusedBecauseNothingWouldReachIt() {
    assertEquals(200, put(app, "{\"repository\":\"file:///a.git\"}").statusCode());
    try {
      var answer = put(app + "-2", "{\"repository\":\"file:///b.git\"}");
      assertEquals(409, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("give " + app + "-2 hosts of its own"), answer.body());
      assertEquals(
          200, put(app, "{\"repository\":\"file:///c.git\"}").statusCode(), "it is the one");
    } finally {
      put(app, "{" + git() + "}");
    }
  }

  @Test
  void settingsThatWereGivenJustBeforeARemovalAreNotWrittenAfterIt() {
    put(app, "{" + git() + "}");
    eventually(
        "the builder has looked at it",
        () -> builder.bean(RolloutStore.class).find(app).isPresent());
    AppSettings settings =
        Wire.standalone().read("{" + git() + ",\"port\":8000}", AppSettings.class);
    var late = builder.bean(Apps.class).registration(app, settings);
    assertEquals(202, builder.send(builder.admin("/apps/" + app).DELETE()).statusCode());
    assertFalse(late.write().run().written());
    eventually("it is gone", () -> builder.get("/apps/" + app).statusCode() == 404);
    read(put(app, "{" + git() + "}"));
  }

  @Test
  void appsMayShareAHostByPathButNoPathAndNoHostThatRedirects() {
    String old = "www." + app + ".test";
    put(app, "{" + git() + ",\"paths\":[\"/api\"],\"redirects\":[\"" + old + "\"]}");
    String other = app + "-2";
    String hosts = "{\"repository\":\"file:///a\",\"hosts\":[\"%s\"]%s}";
    assertConflict(
        app + ".test/api is that of " + app,
        put(other, hosts.formatted(app + ".test", ",\"paths\":[\"/v1\",\"/api\"]")));
    assertConflict(
        old + " is that of " + app, put(other, hosts.formatted(old, ",\"paths\":[\"/v1\"]")));
    assertConflict(
        app + ".test is that of " + app,
        put(other, hosts.formatted("x." + app + ".test", ",\"redirects\":[\"" + app + ".test\"]")));
    assertTrue(builder.bean(SpecStore.class).find(other).isEmpty());
    try {
      read(put(other, hosts.formatted(app + ".test", "")));
    } finally {
      builder.send(builder.admin("/apps/" + other).DELETE());
      put(app, "{" + git() + "}");
    }
  }

  private static void assertConflict(String why, HttpResponse<String> answer) {
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  @Test
  void aHostIsOneAppsAlone() {
    put(app, "{" + git() + "}");
    String host = app.toUpperCase(Locale.ROOT) + ".test";
    var answer =
        put(app + "-2", "{\"repository\":\"file:///a\",\"hosts\":[\"x.test\",\"" + host + "\"]}");
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(app + ".test is that of " + app), answer.body());
    assertTrue(builder.bean(SpecStore.class).find(app + "-2").isEmpty());
  }

  @Test
  void theCredentialsOfARepositoryAreKeptAndNeverShown() {
    String hosts = ",\"hosts\":[\"" + app + ".test\"]";
    String shown = "http://***@127.0.0.1:1/a.git";
    var put = put(app, "{\"repository\":\"http://ada:geheim@127.0.0.1:1/a.git\"" + hosts + "}");
    assertEquals(shown, read(put).repository());
    var deploy = builder.post("/deployments", "{\"app\":\"" + app + "\",\"branch\":\"master\"}");
    assertEquals(502, deploy.statusCode(), deploy.body());
    for (var answer : List.of(put, deploy, builder.get("/apps"), builder.get("/apps/" + app))) {
      assertFalse(answer.body().contains("geheim"), answer.body());
    }

    var again = put(app, "{\"repository\":\"" + shown + "\",\"port\":8000" + hosts + "}");
    assertEquals(200, again.statusCode(), "what was read may be put back");
    AppSpec stored = builder.bean(SpecStore.class).find(app).orElseThrow();
    assertEquals("http://ada:geheim@127.0.0.1:1/a.git", stored.repository());
    assertEquals(8000, stored.run().port());
    var other = put(app, "{\"repository\":\"http://***@127.0.0.1:1/b.git\"" + hosts + "}");
    assertEquals(400, other.statusCode(), other.body());
    assertTrue(other.body().contains("give the whole address"), other.body());
  }

  @Test
  void settingsThatCannotBeReadAreGivenAgainBeforeAnotherAppTakesTheirPlace() {
    put(app, "{" + git() + "}");
    var redis = builder.bean(RedisLink.class).commands();
    redis.set(Keys.spec(app), "{");
    var refused = put(app + "-2", "{" + git("2") + "}");
    assertEquals(409, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("give them again first: PUT /apps/" + app), refused.body());
    assertEquals(500, builder.get("/apps/" + app).statusCode());
    assertEquals(200, builder.get("/apps").statusCode());
    read(put(app, "{" + git() + "}"));
    read(put(app + "-2", "{" + git("2") + "}"));
  }

  @Test
  void credentialsThatWereLostAreAskedFor() {
    builder.bean(SpecStore.class).save(Specs.of(app, "http://***@127.0.0.1:1/a.git", null));
    var answer = builder.post("/deployments", "{\"app\":\"" + app + "\",\"branch\":\"master\"}");
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("PUT /apps/" + app), answer.body());
    put(app, "{" + git() + "}");
  }

  private static void assertDown(HttpResponse<String> health) {
    assertEquals(503, health.statusCode(), health.body());
    assertTrue(
        health.body().contains("\"engine\":{\"name\":\"builder\",\"status\":\"DOWN\""),
        health.body());
  }

  private String git() {
    return git("");
  }

  /** A repository, and a host that no other app has. */
  private String git(String mark) {
    return "\"repository\":\"file:///srv/git/a.git\",\"hosts\":[\"%s%s.test\"]"
        .formatted(app, mark);
  }

  private HttpResponse<String> put(String name, String json) {
    return builder.send(
        builder.admin("/apps/" + name + "?check=false").PUT(BodyPublishers.ofString(json)));
  }

  private static AppSpec read(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), AppSpec.class);
  }
}
