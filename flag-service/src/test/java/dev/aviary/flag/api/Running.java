package dev.aviary.flag.api;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service and a Redis of a test's own. */
abstract class Running {
  static final String BOOLEAN = "\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false}";
  static final String FLAG = "{" + BOOLEAN + ",\"defaultVariant\":\"off\"}";

  RealRedis redis;
  FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis, settings());
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  Map<String, Object> settings() {
    return Map.of();
  }

  static String etag(HttpResponse<?> answer) {
    return answer.headers().firstValue("ETag").orElse("none");
  }
}
