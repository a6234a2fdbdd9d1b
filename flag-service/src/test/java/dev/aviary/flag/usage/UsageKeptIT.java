package dev.aviary.flag.usage;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.registry.Registry;
import dev.aviary.flag.store.FlagKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsageKeptIT {
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final Map<String, Object> SETTINGS = Map.of("aviary.usage.keep", "50ms");
  private RealRedis redis;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis, SETTINGS);
    service.put("/flags/new_feature", "{\"on\": true}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void whatWasCountedSurvivesARestart() {
    long now = Instant.now().toEpochMilli();
    count(now);
    service.close();
    service = FlagService.on(redis);
    String minute = Instant.ofEpochSecond(now / 60_000 * 60).toString();
    eventually(
        "known",
        () ->
            service
                .get("/flags/new_feature")
                .body()
                .contains("\"lastEvaluated\":\"" + minute + "\""));
  }

  @Test
  void whatLiesInRedisIsListedAsStaleWithTheReason() {
    long old = Instant.now().minus(Duration.ofDays(3)).getEpochSecond() / 60;
    String use = old + " " + (old - 60 * 24 * 60) + " on";
    service.redis().hset(Keys.FLAGS_USAGE, "new_feature", use);
    service.close();
    service = FlagService.on(redis, SETTINGS);
    eventually("known", () -> service.get("/flags/new_feature").body().contains("lastEvaluated"));
    String document = service.redis().get(Keys.flag("new_feature"));
    service
        .redis()
        .set(Keys.flag("new_feature"), document.replaceFirst("\"at\":\"20\\d\\d", "\"at\":\"2020"));
    service.redis().hset(Keys.FLAGS, ":revision", "2");
    eventually(
        "stale",
        () ->
            service
                .get("/flags?stale=true")
                .body()
                .contains("\"staleBecause\":[\"it gave 'on' to everybody since "));
  }

  @Test
  void aResultThatReturnedIsNotTakenForOneThatNeverLeft() {
    long now = Instant.now().toEpochMilli();
    long minute = now / 60_000;
    for (boolean on : new boolean[] {false, true}) {
      service.put("/flags/new_feature", "{\"on\": " + on + "}");
      count(now);
    }
    eventually("kept", () -> service.redis().hexists(Keys.FLAGS_USAGE, "new_feature"));
    String old = (minute - 1) + " " + (minute - 60 * 24 * 60) + " on";
    service.redis().hset(Keys.FLAGS_USAGE, "new_feature", old);
    eventually(
        "memory's word stands",
        () -> !old.equals(service.redis().hget(Keys.FLAGS_USAGE, "new_feature")));
    String kept = service.redis().hget(Keys.FLAGS_USAGE, "new_feature");
    assertEquals("%1$d %1$d/%1$d on".formatted(minute), kept);
  }

  @Test
  void twoServicesKnowTheSumOfWhatTheyCounted() {
    long now = Instant.now().toEpochMilli();
    long minute = now / 60_000;
    try (var other = FlagService.on(redis, SETTINGS)) {
      eventually("seen", () -> other.get("/flags/new_feature").statusCode() == 200);
      count(other, now - 10 * 60_000);
      count(service, now);
      Optional<Use> sum = Optional.of(new Use(minute, minute - 10, "on"));
      both(other, "the last of the one, the first of the other", sum);
      assertEquals(
          sum.orElseThrow().toString(), service.redis().hget(Keys.FLAGS_USAGE, "new_feature"));
      service.put("/flags/new_feature", "{\"on\": false}");
      count(service, now);
      both(other, "the flag gives two results", Optional.of(new Use(minute, minute, minute, "on")));
    }
  }

  private void both(FlagService other, String what, Optional<Use> use) {
    for (FlagService each : List.of(service, other)) {
      eventually(what, () -> each.bean(Usage.class).of(KEY).equals(use));
    }
  }

  @Test
  void whatCannotBeKeptStopsNothing() {
    service.redis().del(Keys.FLAGS_USAGE);
    service.redis().set(Keys.FLAGS_USAGE, "no hash");
    count(Instant.now().toEpochMilli());
    service.redis().del(Keys.FLAGS_USAGE);
    eventually("kept", () -> service.redis().hexists(Keys.FLAGS_USAGE, "new_feature"));
  }

  @Test
  void aFlagThatIsRemovedIsForgotten() {
    count(Instant.now().toEpochMilli());
    eventually("kept", () -> service.redis().hexists(Keys.FLAGS_USAGE, "new_feature"));
    service.delete("/flags/new_feature");
    assertFalse(service.redis().hexists(Keys.FLAGS_USAGE, "new_feature"));
    eventually("forgotten", () -> service.bean(Usage.class).of(KEY).isEmpty());
    assertEquals(Map.of(), service.redis().hgetall(Keys.FLAGS_USAGE));
  }

  @Test
  void explainingIsNoUse() {
    assertTrue(service.post("/flags/new_feature/explain", "{}").body().contains("\"value\":true"));
    assertTrue(service.bean(Usage.class).of(KEY).isEmpty());
  }

  private void count(long now) {
    count(service, now);
  }

  private static void count(FlagService service, long now) {
    var result = service.bean(Registry.class).current().evaluate(KEY, Context.EMPTY, now);
    service.bean(Usage.class).count(result, now);
  }
}
