package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangingFlagsIT {
  private static RealRedis redis;
  private static FlagService service;

  @BeforeAll
  static void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
  }

  @AfterAll
  static void stop() {
    service.close();
    redis.close();
  }

  @BeforeEach
  void removeAll() {
    service.redis().del("new_feature");
    service.delete("/flags/new_feature");
    service.redis().del(Keys.EVENTS);
  }

  @Test
  void puttingANewFlagCreatesItWithItsPlainKeyDefinitionIndexAndEvent() {
    var answer =
        service.put("/flags/new_feature", "{\"on\": true, \"description\": \"the new page\"}");
    assertEquals(201, answer.statusCode());
    assertEquals("/flags/new_feature", answer.headers().firstValue("Location").orElse(""));
    assertTrue(answer.body().contains("\"key\":\"new_feature\",\"on\":true"), answer.body());
    assertEquals("true", service.redis().get("new_feature"));
    String definition = service.redis().get(Keys.flag("new_feature"));
    assertTrue(definition.contains("\"state\":\"ENABLED\""), definition);
    assertTrue(definition.contains("\"defaultVariant\":\"on\""), definition);
    assertTrue(definition.contains("\"aviary\":{\"description\":\"the new page\"}"), definition);
    assertTrue(service.redis().hexists(Keys.FLAGS, "new_feature"));
    assertEquals(List.of("flag-changed new_feature api: created, on"), service.events());
  }

  @Test
  void aFlagThatIsOffHasNoPlainKey() {
    service.put("/flags/new_feature", "{\"on\": true}");
    var answer = service.put("/flags/new_feature", "{\"on\": false}");
    assertEquals(200, answer.statusCode());
    assertNull(service.redis().get("new_feature"));
    assertEquals("flag-changed new_feature api: turned off", service.events().getLast());
  }

  @Test
  void puttingTheSameAgainRaisesNoEventAndNoRevision() {
    service.put("/flags/new_feature", "{\"on\": true, \"description\": \"x\"}");
    var revision = service.redis().hgetall(Keys.FLAGS);
    var answer = service.put("/flags/new_feature", "{\"on\": true, \"description\": \"x\"}");
    assertEquals(200, answer.statusCode());
    assertEquals(1, service.events().size());
    assertEquals(revision, service.redis().hgetall(Keys.FLAGS));
  }

  @Test
  void aMissingDescriptionLeavesItAndAnEmptyOneRemovesIt() {
    service.put("/flags/new_feature", "{\"on\": true, \"description\": \"x\"}");
    assertTrue(service.put("/flags/new_feature", "{\"on\": false}").body().contains("\"x\""));
    var answer = service.put("/flags/new_feature", "{\"on\": false, \"description\": \"\"}");
    assertFalse(answer.body().contains("description"), answer.body());
    assertEquals("flag-changed new_feature api: described anew", service.events().getLast());
  }

  @Test
  void togglingTurnsItAndSaysWhoAndWhy() {
    service.put("/flags/new_feature", "{\"on\": false}");
    var answer = service.send(toggle("?by=sam&reason=launch%20day"));
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains(",\"on\":true"), answer.body());
    assertTrue(answer.body().contains("\"changedBy\":\"sam\""), answer.body());
    assertEquals("flag-changed new_feature sam: turned on: launch day", service.events().getLast());
    assertTrue(service.toggle("new_feature").body().contains("\"on\":false"));
  }

  @Test
  void togglingAFlagThatDoesNotExistSaysHowToCreateIt() {
    var answer = service.toggle("never_made");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("PUT /flags/never_made"), answer.body());
    assertNull(service.redis().get("never_made"));
  }

  @Test
  void removingAFlagRemovesEverythingOfItAndIsAnEvent() {
    service.put("/flags/new_feature", "{\"on\": true}");
    assertEquals(204, service.delete("/flags/new_feature?by=sam").statusCode());
    assertEquals(0L, service.redis().exists("new_feature", Keys.flag("new_feature")));
    assertFalse(service.redis().hexists(Keys.FLAGS, "new_feature"));
    assertEquals("flag-removed new_feature sam: removed", service.events().getLast());
    assertEquals(404, service.get("/flags/new_feature").statusCode());
    assertEquals(404, service.delete("/flags/new_feature").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a%20b", "%7Baviary%7D:flag:x", "a%2Fb", "%C3%A9"})
  void aKeyThatNoFlagCanHaveIsRefusedAndNothingWritten(String key) {
    var before = service.redis().keys("*");
    var answer = service.put("/flags/" + key, "{\"on\": true}");
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("flag"), answer.body());
    assertEquals(before, service.redis().keys("*"));
  }

  @Test
  void aKeyOf128CharactersIsTakenAndOneOf129IsRefused() {
    String longest = "k".repeat(128);
    assertEquals(201, service.put("/flags/" + longest, "{\"on\": true}").statusCode());
    assertEquals(400, service.put("/flags/" + longest + "k", "{\"on\": true}").statusCode());
    service.delete("/flags/" + longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"on\": null}", "{\"on\": \"perhaps\"}", "{\"on\":", "[]"})
  void aBodyThatIsNotASwitchIsRefusedAndNothingWritten(String body) {
    var answer = service.put("/flags/new_feature", body);
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"detail\""), answer.body());
    assertNull(service.redis().get(Keys.flag("new_feature")));
  }

  @Test
  void aRefusedBodyIsAnsweredWithWhatToSend() {
    String answer = service.put("/flags/new_feature", "{\"on\": \"perhaps\"}").body();
    assertTrue(answer.contains("send {\\\"on\\\": true} or"), answer);
  }

  @Test
  void aDescriptionOrReasonThatIsTooLongIsRefused() {
    String tooLong = "x".repeat(501);
    var description = "{\"on\": true, \"description\": \"" + tooLong + "\"}";
    assertEquals(400, service.put("/flags/new_feature", description).statusCode());
    assertEquals(
        400, service.put("/flags/new_feature?reason=" + tooLong, "{\"on\": true}").statusCode());
    assertEquals(
        400, service.put("/flags/new_feature?by=" + "x".repeat(65), "{\"on\": true}").statusCode());
    assertNull(service.redis().get(Keys.flag("new_feature")));
  }

  @Test
  void everybodyMayReadAndOnlyTheHolderOfTheTokenChanges() {
    service.put("/flags/new_feature", "{\"on\": true}");
    assertEquals(200, service.get("/flags").statusCode());
    assertEquals(200, service.get("/flags/new_feature").statusCode());
    var without = service.request("/flags/new_feature/toggle").POST(BodyPublishers.noBody());
    assertEquals(401, service.send(without).statusCode());
    var wrong = service.request("/flags/new_feature").header("Authorization", "Bearer wrong");
    assertEquals(403, service.send(wrong.DELETE()).statusCode());
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void theListIsInOrderOfKeysAndNamesTheRevision() {
    service.put("/flags/b", "{\"on\": true}");
    service.put("/flags/a", "{\"on\": false}");
    String list = service.get("/flags").body();
    assertTrue(list.indexOf("\"key\":\"a\"") < list.indexOf("\"key\":\"b\""), list);
    assertTrue(
        list.contains("\"revision\":" + service.redis().hget(Keys.FLAGS, ":revision")), list);
    service.delete("/flags/a");
    service.delete("/flags/b");
  }

  @Test
  void withoutAnyFlagTheListIsEmptyAndNotMissing() {
    String list = service.get("/flags").body();
    assertTrue(list.startsWith("{\"flags\":[],"), list);
  }

  @Test
  void healthLivenessAndMetricsAnswer() {
    assertEquals(200, service.get("/health").statusCode());
    assertEquals(200, service.get("/health/liveness").statusCode());
    assertEquals(200, service.get("/prometheus").statusCode());
  }

  private static HttpRequest.Builder toggle(String query) {
    return service.authorized("/flags/new_feature/toggle" + query).POST(BodyPublishers.noBody());
  }
}
