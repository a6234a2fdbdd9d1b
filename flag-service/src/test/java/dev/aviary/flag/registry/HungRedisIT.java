package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis takes connections and commands, and answers nothing for a time. */
final class HungRedisIT {
  private static final Duration HANGS = Duration.ofSeconds(9);

  private RealRedis redis;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    service.put("/flags/one", "{\"on\": false}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void changesAreRefusedAtOnceAndNoneIsDoneWhenRedisAnswersAgain() throws Exception {
    service.redis().clientPause(HANGS.toMillis());
    var hanging = CompletableFuture.supplyAsync(service.redis()::ping);
    eventually("it is noticed", () -> service.get("/flags/one").body().contains("\"stale\":true"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers =
          IntStream.range(0, 50)
              .mapToObj(i -> threads.submit(() -> service.put("/flags/new-" + i, "{\"on\": true}")))
              .toList();
      for (Future<HttpResponse<String>> answer : answers) {
        assertEquals(503, answer.get().statusCode());
      }
    }
    assertFalse(hanging.isDone(), "all were answered while Redis hung");
    hanging.join();
    eventually("fresh", () -> service.get("/flags/one").body().contains("\"stale\":false"));
    assertEquals(List.of(), service.redis().keys("new-*"));
    assertEquals(200, service.put("/flags/one", "{\"on\": true}").statusCode());
  }
}
