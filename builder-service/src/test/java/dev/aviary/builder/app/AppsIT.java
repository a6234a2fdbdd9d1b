package dev.aviary.builder.app;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.RolloutStore;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppsIT extends AppsCase {
  @Test
  void anAppIsRegisteredWithDefaultsAndAPlaceOfItsOwn() {
    AppSpec first = read(put(app, "{" + git() + "}"));
    assertEquals("master", first.stableBranch());
    assertEquals("default", first.run().capabilities());
    AppSpec second = read(put(app + "-2", "{\"name\":\"" + app + "-2\"," + git("2") + "}"));
    assertNotEquals(first.index(), second.index());
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
}
