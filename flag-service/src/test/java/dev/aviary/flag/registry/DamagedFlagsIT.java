package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody broke by hand in Redis stops nothing else. */
final class DamagedFlagsIT {
  private RealRedis redis;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    service.put("/flags/one", "{\"on\": true}");
    service.put("/flags/two", "{\"on\": true}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1 maybe", "", "01 on", "99999999999999999999 on"})
  void aDamagedFieldOfTheIndexStopsNoChangeAndIsWrittenAgain(String note) {
    service.redis().hset(Keys.FLAGS, "one", note);
    assertEquals(200, service.put("/flags/two", "{\"on\": false}").statusCode());
    assertEquals(200, service.put("/flags/one", "{\"on\": false}").statusCode());
    assertEquals("4 off", service.redis().hget(Keys.FLAGS, "one"));
    assertEquals("3 off", service.redis().hget(Keys.FLAGS, "two"));
  }

  @Test
  void aServiceThatStartsMendsTheIndexFromTheFlagsAndTellsIt() {
    service.redis().hset(Keys.FLAGS, Map.of("one", "1 maybe", "no key", "?"));
    try (var other = FlagService.on(redis)) {
      assertEquals("1 on", other.redis().hget(Keys.FLAGS, "one"));
      assertTrue(other.get("/flags/one").body().contains("\"revision\":1"));
      assertTrue(other.events().getLast().startsWith("flag-mended one flag-service"));
    }
  }

  @Test
  void aDefinitionThatIsLostOrBrokenIsWrittenAgainFromMemory() {
    service.redis().del(Keys.flag("one"));
    service.redis().set(Keys.flag("two"), "{");
    service.redis().hset(Keys.FLAGS, ":revision", "7");
    eventually("one is back", () -> service.redis().exists(Keys.flag("one")) == 1);
    eventually("two is back", () -> service.redis().get(Keys.flag("two")).length() > 1);
    assertEquals(200, service.get("/flags/one").statusCode());
    assertTrue(service.get("/flags/one/history").body().contains("its definition is missing"));
  }

  @Test
  void aFlagThatNobodyKnowsAnyMoreIsLeftOutAndAllOthersCount() {
    service.redis().del(Keys.flag("one"));
    try (var other = FlagService.on(redis)) {
      assertEquals(404, other.get("/flags/one").statusCode());
      assertEquals(200, other.get("/flags/two").statusCode());
      assertEquals(201, other.put("/flags/one", "{\"on\": false}").statusCode());
    }
  }

  @Test
  void aDamagedRevisionOfAllIsWrittenAgain() {
    service.redis().hset(Keys.FLAGS, ":revision", "many");
    assertEquals(200, service.put("/flags/one", "{\"on\": false}").statusCode());
    assertEquals("3", service.redis().hget(Keys.FLAGS, ":revision"));
  }

  @Test
  void aDamagedEntryOfTheHistoryHidesNoOther() {
    service.redis().xadd(Keys.flagHistory("one"), "revision", "{\"change\"");
    service.put("/flags/one", "{\"on\": false}");
    assertEquals(200, service.get("/flags/one/history").statusCode());
    assertEquals(200, service.post("/flags/one/rollback/1", "").statusCode());
    assertEquals("true", service.redis().get("one"));
  }

  @Test
  void twoServicesTellTheEndOfAKillOnce() {
    try (var other = FlagService.on(redis)) {
      service.put(
          "/flags/rare",
          "{\"state\":\"ENABLED\",\"variants\":{\"a\":\"1\"},\"defaultVariant\":\"a\"}");
      eventually("both know it", () -> other.get("/flags/rare").statusCode() == 200);
      service.post("/flags/rare/kill?for=2s", "");
      eventually("it is told", () -> returned().size() > 0);
      service.put("/flags/one", "{\"on\": false}");
      eventually("both have looked", () -> other.get("/flags/one").body().contains("\"on\":false"));
      other.put("/flags/one", "{\"on\": true}");
      assertEquals(1, returned().size());
    }
  }

  private List<String> returned() {
    return service.events().stream().filter(event -> event.startsWith("flag-returned")).toList();
  }
}
