package dev.aviary.monitor.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencyTrimmerIT {

  @Test
  void theNewestServiceTimesAreKept() {
    try (var redis = RealRedis.start();
        var context = ApplicationContext.run(settings(redis))) {
      var commands = context.getBean(RedisLink.class).commands();
      String[] times =
          IntStream.range(0, LatencyTrimmer.KEPT + 500)
              .mapToObj(Integer::toString)
              .toArray(String[]::new);
      commands.lpush(Keys.LATENCY, times);
      context.getBean(LatencyTrimmer.class).trim();

      assertEquals(LatencyTrimmer.KEPT, commands.llen(Keys.LATENCY));
      assertEquals(times[times.length - 1], commands.lindex(Keys.LATENCY, 0));
    }
  }

  @Test
  void valuesThatAreNoServiceTimesDoNotFillRedis() {
    try (var redis = RealRedis.start();
        var context = ApplicationContext.run(settings(redis))) {
      var commands = context.getBean(RedisLink.class).commands();
      String large = "x".repeat(1 << 20);
      commands.lpush(Keys.LATENCY, large, large, large, large, large);
      context.getBean(LatencyTrimmer.class).trim();

      assertEquals(0, commands.exists(Keys.LATENCY));
    }
  }

  private static Map<String, Object> settings(RealRedis redis) {
    var settings = new HashMap<String, Object>(redis.settings());
    settings.put("aviary.admin.token", "a-token-of-the-tests");
    return settings;
  }
}
