package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.evaluate.Ruleset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RegistryIT {
  private RealRedis redis;
  private FlagService service;
  private Registry registry;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    registry = service.bean(Registry.class);
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void newRulesCanBeReadWhenTheyAreTold() {
    List<Ruleset> told = new CopyOnWriteArrayList<>();
    List<Boolean> readable = new CopyOnWriteArrayList<>();
    registry.listen(rules -> {
      told.add(rules);
      readable.add(
          registry.current() == rules
              && Long.toString(rules.revision())
                  .equals(service.redis().hget(Keys.FLAGS, ":revision")));
    });
    service.put("/flags/new_feature", "{\"on\": true}");
    service.put("/flags/new_feature", "{\"on\": true}");
    service.put("/flags/new_feature", "{\"on\": false}");
    service.put("/flags/new_feature?dryRun=true", "{\"on\": true}");
    assertEquals(List.of(1L, 2L), told.stream().map(Ruleset::revision).toList());
    assertEquals(List.of(true, true), readable);
    assertSame(told.getLast(), registry.current());
  }

  @Test
  void aChangeByHandAndOneOfAnotherServiceAreToldToo() {
    List<Long> told = new CopyOnWriteArrayList<>();
    registry.listen(rules -> told.add(rules.revision()));
    service.redis().set("new_feature", "true");
    eventually("by hand", () -> told.contains(1L));
    try (var other = FlagService.on(redis)) {
      other.put("/flags/other", "{\"on\": true}");
      eventually("another service", () -> told.contains(2L));
    }
  }

  @Test
  void whatIsInMemoryIsStaleWhileRedisIsAway() {
    assertTrue(registry.known());
    assertFalse(registry.stale());
    redis.stop();
    eventually("stale", registry::stale);
    assertTrue(registry.known());
    redis.startAgain();
    eventually("fresh", () -> !registry.stale());
  }

  @Test
  void whatAnOlderVersionWroteIsTakenOverAsItIs() {
    String document =
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"defaultVariant\":\"on\","
            + "\"changed\":{\"revision\":4,\"at\":\"2026-01-02T03:04:05Z\",\"by\":\"api\"}}";
    service.redis().multi();
    service.redis().hset(Keys.FLAGS, Map.of("old", "4", "older", "3", ":revision", "4"));
    service.redis().set(Keys.flag("old"), document);
    service.redis().set(Keys.flag("older"), document.replace("\"on\",\"ch", "\"off\",\"ch"));
    service.redis().set("old", "true");
    service.redis().exec();
    eventually("noted", () -> "4 on".equals(service.redis().hget(Keys.FLAGS, "old")));
    assertEquals("3 off", service.redis().hget(Keys.FLAGS, "older"));
    assertEquals(document, service.redis().get(Keys.flag("old")));
    assertEquals(List.of(), service.events());
  }
}
