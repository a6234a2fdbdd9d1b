package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.lettuce.core.SetArgs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ByHandIT {
  private RealRedis redis;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void aSetOfThePlainKeyTurnsTheFlagOnAndADelTurnsItOff() {
    service.put("/flags/new_feature", "{\"on\": false, \"description\": \"the new page\"}");
    service.redis().set("new_feature", "true");
    eventually("on", () -> flag().contains(",\"on\":true"));
    assertTrue(flag().contains("\"changedBy\":\"redis\""), flag());
    assertTrue(flag().contains("the new page"), flag());
    service.redis().del("new_feature");
    eventually("off", () -> flag().contains("\"on\":false"));
    assertEquals(
        List.of(
            "flag-changed new_feature api: created, off",
            "flag-changed new_feature redis: turned on: its plain key was changed by hand",
            "flag-changed new_feature redis: turned off: its plain key was changed by hand"),
        service.events());
  }

  @Test
  void aPlainKeyThatNobodyDefinedBecomesAFlag() {
    service.redis().set("siege_feature", "true");
    eventually("known", () -> service.get("/flags/siege_feature").statusCode() == 200);
    assertEquals(
        List.of("flag-changed siege_feature redis: created, on: its plain key was changed by hand"),
        service.events());
  }

  @Test
  void anythingButTrueIsOffAndIsRemoved() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.redis().set("new_feature", "1");
    eventually("off", () -> flag().contains("\"on\":false"));
    eventually("removed", () -> service.redis().exists("new_feature") == 0);
    assertEquals(
        "flag-changed new_feature redis: turned off: its plain key was changed by hand",
        service.events().getLast());
  }

  @Test
  void keysThatAreNoFlagsAreLeftAlone() {
    service.redis().set("somebodys", "1");
    service.redis().lpush("somebodys-list", "12");
    service.redis().set("new_feature", "true");
    eventually("known", () -> service.get("/flags/new_feature").statusCode() == 200);
    assertEquals("1", service.redis().get("somebodys"));
    assertEquals(1L, service.redis().llen("somebodys-list"));
    assertFalse(service.get("/flags").body().contains("somebodys"));
  }

  @Test
  void aPlainKeyThatExpiresTurnsTheFlagOff() {
    service.redis().set("new_feature", "true", SetArgs.Builder.ex(3600));
    eventually("on", () -> flag().contains(",\"on\":true"));
    assertTrue(service.redis().ttl("new_feature") > 0);
    service.redis().pexpire("new_feature", 1);
    eventually("off", () -> flag().contains("\"on\":false"));
  }

  @Test
  void ourOwnWritesAreNotTakenForSomebodyElses() {
    for (int i = 0; i < 20; i++) {
      service.put("/flags/new_feature", "{\"on\": " + (i % 2 == 0) + "}");
    }
    service.redis().set("marker", "true");
    eventually("all notices handled", () -> service.get("/flags/marker").statusCode() == 200);
    assertEquals(
        20, service.events().stream().filter(each -> each.contains("new_feature api")).count());
    assertEquals(1, service.events().stream().filter(each -> each.contains(" redis:")).count());
  }

  @Test
  void aLostNoticeHealsByTheRegularLook() {
    service.put("/flags/new_feature", "{\"on\": false}");
    service.redis().configSet("notify-keyspace-events", "");
    service.redis().set("new_feature", "true");
    eventually("on", () -> flag().contains(",\"on\":true"));
  }

  @Test
  void aListOfAFlagsNameIsOffAndGivesWayToTheNextPut() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.redis().del("new_feature");
    service.redis().lpush("new_feature", "true");
    eventually("off", () -> flag().contains("\"on\":false"));
    service.put("/flags/new_feature", "{\"on\": true}");
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void whatWasChangedByHandWhileTheServiceWasDownIsTakenOverAtItsStart() {
    service.put("/flags/turned_off", "{\"on\": true}");
    service.put("/flags/turned_on", "{\"on\": false}");
    service.close();
    try (var client = redis.client()) {
      var hand = client.connect().sync();
      hand.del("turned_off");
      hand.mset(Map.of("turned_on", "true", "made", "true"));
    }
    service = FlagService.on(redis);
    assertTrue(service.get("/flags/turned_off").body().contains("\"on\":false"));
    assertTrue(service.get("/flags/turned_on").body().contains(",\"on\":true"));
    assertTrue(service.get("/flags/made").body().contains(",\"on\":true"));
    assertEquals(3, service.events().stream().filter(each -> each.contains(" redis:")).count());
  }

  @Test
  void aToggleCountsFromWhatSomebodyJustSetByHand() {
    service.put("/flags/new_feature", "{\"on\": false}");
    service.redis().configSet("notify-keyspace-events", "");
    service.redis().set("new_feature", "true");
    assertTrue(service.toggle("new_feature").body().contains("\"on\":false"));
    assertEquals(
        "flag-changed new_feature redis: turned on: its plain key was changed by hand",
        service.events().get(1));
    assertEquals("flag-changed new_feature api: turned off", service.events().get(2));
  }

  private String flag() {
    return service.get("/flags/new_feature").body();
  }
}
