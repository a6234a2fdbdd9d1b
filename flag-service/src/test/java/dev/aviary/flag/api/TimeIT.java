package dev.aviary.flag.api;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.FlagService;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeIT extends Running {
  @Test
  void thePlainKeyFollowsTheScheduleAndNobodyTakesThatForAChange() {
    Instant soon = Instant.now().plusMillis(1_500);
    service.put(
        "/flags/new_feature",
        "{"
            + BOOLEAN
            + ",\"defaultVariant\":\"on\",\"aviary\":{\"schedule\":{\"onFrom\":\""
            + soon
            + "\",\"offFrom\":\""
            + soon.plusMillis(1_500)
            + "\"}}}");
    assertNull(service.redis().get("new_feature"));
    eventually("on", () -> "true".equals(service.redis().get("new_feature")));
    eventually("off again", () -> service.redis().get("new_feature") == null);
    assertEquals(
        List.of(
            "flag-changed new_feature api: created, off",
            "flag-turned new_feature schedule: turned on: so its schedule has it",
            "flag-turned new_feature schedule: turned off: so its schedule has it"),
        service.events());
    assertEquals("\"1\"", etag(service.get("/flags/new_feature")));
  }

  @Test
  void whatWasReadBeforeTheScheduleTurnedTheFlagCanBeSentBack() {
    String schedule = "\"schedule\":{\"onFrom\":\"" + Instant.now().plusMillis(1_000) + "\"}";
    service.put(
        "/flags/new_feature",
        "{" + BOOLEAN + ",\"defaultVariant\":\"on\",\"aviary\":{" + schedule + "}}");
    var read = service.get("/flags/new_feature");
    assertTrue(read.body().contains("\"on\":false"), read.body());
    eventually("on", () -> "true".equals(service.redis().get("new_feature")));
    var again = service.put("/flags/new_feature", read.body(), "If-Match", etag(read));
    assertEquals(200, again.statusCode(), again.body());
    assertEquals(etag(read), etag(again));
    String owned = read.body().replace(schedule, "\"owner\":\"sam\"," + schedule);
    var changed = service.put("/flags/new_feature", owned, "If-Match", etag(read));
    assertEquals(200, changed.statusCode(), changed.body());
    assertTrue(changed.body().contains("\"owner\":\"sam\""), changed.body());
  }

  @Test
  void aFlagThatIsKilledReturnsByItself() {
    service.put("/flags/new_feature", "{\"on\": true}");
    Instant until = Instant.now().plusSeconds(2);
    var killed = service.post("/flags/new_feature/kill?by=sam&reason=fire&until=" + until, "");
    assertEquals(200, killed.statusCode(), killed.body());
    assertTrue(killed.body().contains("\"on\":false"), killed.body());
    assertNull(service.redis().get("new_feature"));
    assertEquals("flag-changed new_feature sam: turned off: fire", service.events().getLast());
    eventually("back", () -> "true".equals(service.redis().get("new_feature")));
    assertEquals(3, service.events().size());
    assertEquals(
        "flag-turned new_feature kill ended: turned on: its kill ended",
        service.events().getLast());
  }

  @Test
  void theEndOfAKillThatTurnsNoPlainKeyIsTold() {
    String rule = "{\"if\":[{\"var\":\"x\"},\"on\",\"off\"]}";
    service.put(
        "/flags/new_feature",
        "{" + BOOLEAN + ",\"defaultVariant\":\"off\",\"targeting\":" + rule + "}");
    service.post("/flags/new_feature/kill?until=" + Instant.now().plusSeconds(1), "");
    eventually("told", () -> service.events().size() == 3);
    assertEquals(
        "flag-returned new_feature kill ended: its kill ended", service.events().getLast());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kill':{'until':'+999999999-01-01T00:00:00Z'}} /aviary/kill/until",
        "{'expires':'-1000-01-01T00:00:00Z'} /aviary/expires",
        "{'schedule':{'onFrom':'+10000-01-01T00:00:00Z'}} /aviary/schedule/onFrom",
        "{'schedule':{'offFrom':'1969-12-31T23:59:59Z'}} /aviary/schedule/offFrom",
      })
  void aYearThatNobodyCanMeanIsRefusedWithItsPlace(String given) {
    String aviary = given.substring(0, given.indexOf(' ')).replace('\'', '"');
    String flag = "{%s,\"defaultVariant\":\"on\",\"aviary\":%s}".formatted(BOOLEAN, aviary);
    var answer = service.put("/flags/new_feature", flag);
    assertEquals(422, answer.statusCode(), answer.body());
    String place = "\"pointer\":\"" + given.substring(given.indexOf(' ') + 1) + "\"";
    assertTrue(answer.body().contains(place), answer.body());
    assertEquals(404, service.get("/flags/new_feature").statusCode());
  }

  @Test
  void aMomentThatNobodyCanMeanCannotBeExplained() {
    service.put("/flags/new_feature", "{\"on\": true}");
    String at = "?at=%2B1000000000-12-31T00:00:00Z";
    assertEquals(400, service.post("/flags/new_feature/explain" + at, "{}").statusCode());
  }

  @Test
  void aFlagIsHeldForAnHourUnlessSaidOtherwiseAndCanBeLetGo() {
    service.put("/flags/new_feature", "{\"on\": false}");
    String held = service.post("/flags/new_feature/kill?variant=on", "").body();
    assertTrue(held.contains("\"variant\":\"on\""), held);
    assertEquals("true", service.redis().get("new_feature"));
    var release = service.send(service.authorized("/flags/new_feature/kill").DELETE());
    assertFalse(release.body().contains("kill"), release.body());
    assertNull(service.redis().get("new_feature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?for=PT0S",
        "?for=-1h",
        "?for=721h",
        "?until=2020-01-01T00:00:00Z",
        "?until=%2B1000000000-12-31T00:00:00Z",
        "?for=PT2562047788015215H",
        "?for=-PT2562047788015215H",
        "?for=soon",
        "?for=1h&until=2030-01-01T00:00:00Z"
      })
  void aTimeThatNobodyCanMeanIsRefused(String query) {
    service.put("/flags/new_feature", "{\"on\": true}");
    assertEquals(400, service.post("/flags/new_feature/kill" + query, "").statusCode());
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void aVariantThatTheFlagDoesNotHaveIsRefused() {
    service.put("/flags/new_feature", "{\"on\": true}");
    var answer = service.post("/flags/new_feature/kill?variant=perhaps", "");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("/aviary/kill/variant"), answer.body());
  }

  @Test
  void twoServicesAtTheSameMomentTakeNoneOfThatForAChange() {
    try (var other = FlagService.on(redis)) {
      // All twenty are made before it, on a busy machine too.
      String soon = Instant.now().plusMillis(5_000).toString();
      for (int i = 0; i < 20; i++) {
        service.put(
            "/flags/f" + i,
            "{"
                + BOOLEAN
                + ",\"defaultVariant\":\"on\",\"aviary\":{\"schedule\":{\"onFrom\":\""
                + soon
                + "\"}}}");
      }
      eventually("on", () -> service.redis().get("f19") != null);
      service.redis().set("marker", "true");
      eventually("seen", () -> service.get("/flags/marker").statusCode() == 200);
      eventually("seen", () -> other.get("/flags/marker").statusCode() == 200);
      assertEquals(41, service.events().size(), service.events().toString());
    }
  }

  @Test
  void aDelByHandOfAKeyThatTheScheduleSetCounts() {
    Instant soon = Instant.now().plusMillis(500);
    service.put(
        "/flags/new_feature",
        "{"
            + BOOLEAN
            + ",\"defaultVariant\":\"on\",\"aviary\":{\"schedule\":{\"onFrom\":\""
            + soon
            + "\"}}}");
    eventually("on", () -> "true".equals(service.redis().get("new_feature")));
    service.redis().del("new_feature");
    eventually("taken over", () -> service.events().size() == 3);
    assertTrue(service.get("/flags/new_feature").body().contains("\"on\":false"));
    assertTrue(service.events().getLast().startsWith("flag-changed new_feature redis: turned off"));
  }
}
