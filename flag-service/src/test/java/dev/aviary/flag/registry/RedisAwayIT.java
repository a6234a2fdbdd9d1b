package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedisAwayIT {
  private RealRedis redis;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    service.put("/flags/new_feature", "{\"on\": true, \"description\": \"the new page\"}");
    service.put("/flags/siege_feature", "{\"on\": false}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void whileRedisIsAwayReadsAnswerFromMemoryAndSaySoAndWritesAreRefused() {
    redis.stop();
    assertEquals(503, service.put("/flags/new_feature", "{\"on\": false}").statusCode());
    assertEquals(503, service.toggle("new_feature").statusCode());
    assertEquals(503, service.delete("/flags/new_feature").statusCode());
    var flag = service.get("/flags/new_feature");
    assertEquals(200, flag.statusCode());
    assertTrue(flag.body().contains(",\"on\":true"), flag.body());
    assertTrue(flag.body().contains("\"stale\":true"), flag.body());
    assertTrue(service.get("/flags").body().endsWith("\"stale\":true}"));
    assertEquals(200, service.get("/health/liveness").statusCode());
    assertEquals(503, service.get("/health").statusCode());
  }

  @Test
  void aRedisThatComesBackEmptyIsGivenAllFlagsAgain() {
    redis.stop();
    eventually("stale", () -> service.get("/flags").body().endsWith("\"stale\":true}"));
    redis.startAgain();
    eventually("restored", () -> service.get("/flags").body().endsWith("\"stale\":false}"));
    assertEquals("true", service.redis().get("new_feature"));
    assertNull(service.redis().get("siege_feature"));
    assertTrue(service.redis().get(Keys.flag("new_feature")).contains("the new page"));
    assertTrue(service.redis().hexists(Keys.FLAGS, "siege_feature"));
    assertEquals(1, service.events().size());
    assertTrue(service.events().getFirst().startsWith("flags-restored null flag-service"));
  }

  @Test
  void aRedisThatIsEmptiedByHandIsGivenAllFlagsAgain() {
    service.redis().flushall();
    eventually("restored", () -> "true".equals(service.redis().get("new_feature")));
    assertTrue(service.redis().hexists(Keys.FLAGS, "siege_feature"));
  }

  @Test
  void aWriteThatFindsRedisEmptyLosesNothing() {
    service.redis().configSet("notify-keyspace-events", "");
    service.redis().flushall();
    assertEquals(200, service.put("/flags/siege_feature", "{\"on\": true}").statusCode());
    assertEquals("true", service.redis().get("new_feature"));
    assertEquals("true", service.redis().get("siege_feature"));
  }

  @Test
  void aRedisThatComesBackWithAnOlderStateIsGivenTheLaterOne() {
    String definition = service.redis().get(Keys.flag("siege_feature"));
    var index = service.redis().hgetall(Keys.FLAGS);
    service.put("/flags/siege_feature", "{\"on\": true}");
    service.delete("/flags/new_feature");
    service.redis().multi();
    service.redis().set(Keys.flag("siege_feature"), definition);
    service.redis().del(Keys.FLAGS, "siege_feature");
    service.redis().hset(Keys.FLAGS, index);
    service.redis().exec();
    eventually("restored", () -> "true".equals(service.redis().get("siege_feature")));
    assertEquals(0L, service.redis().exists("new_feature", Keys.flag("new_feature")));
    assertEquals(404, service.get("/flags/new_feature").statusCode());
  }

  @Test
  void aSecondServiceOnTheSameRedisIsFollowed() {
    try (var other = FlagService.on(redis)) {
      other.put("/flags/new_feature", "{\"on\": false}");
      eventually(
          "followed", () -> service.get("/flags/new_feature").body().contains("\"on\":false"));
      service.put("/flags/new_feature", "{\"on\": true}");
      eventually("followed", () -> other.get("/flags/new_feature").body().contains(",\"on\":true"));
      assertEquals(4, service.events().size());
    }
  }

  @Test
  void aServiceThatStartsWithoutRedisSaysThatNothingIsKnownAndGoesOnOnceItIsThere() {
    redis.stop();
    try (var late = FlagService.server(redis, Map.of())) {
      String list = "http://127.0.0.1:" + late.getPort() + "/flags";
      var request = HttpRequest.newBuilder(URI.create(list));
      var answer = service.send(request);
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().contains("no flag is known yet"), answer.body());
      redis.startAgain();
      eventually("answers", () -> service.send(request).statusCode() == 200);
    }
  }
}
