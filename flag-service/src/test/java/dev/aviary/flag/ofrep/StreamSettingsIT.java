package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamSettingsIT {
  private static final String NAME = "aviary.ofrep.streams.";
  private static RealRedis redis;

  @BeforeAll
  static void start() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    try (var service = FlagService.on(redis)) {
      assertEquals(
          new StreamSettings(
              2000,
              200,
              16_777_216L,
              seconds(15),
              seconds(2),
              seconds(60),
              seconds(10),
              Optional.empty()),
          service.bean(StreamSettings.class));
    }
  }

  @Test
  void everyNameIsHeard() {
    Map<String, Object> given =
        Map.of(
            NAME + "most", 1,
            NAME + "each", 2,
            NAME + "held", 10_001,
            NAME + "heartbeat", "3s",
            NAME + "retry", "4s",
            NAME + "slow", "5s",
            NAME + "timed", "0s",
            NAME + "origin", "https://flags.example/aviary/");
    try (var service = FlagService.on(redis, given)) {
      assertEquals(
          new StreamSettings(
              1,
              2,
              10_001L,
              seconds(3),
              seconds(4),
              seconds(5),
              seconds(0),
              Optional.of("https://flags.example/aviary")),
          service.bean(StreamSettings.class));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "most, 0",
    "each, 0",
    "heartbeat, 0s",
    "heartbeat, -1s",
    "heartbeat, 61m",
    "retry, 0s",
    "retry, -1s",
    "slow, 0s",
    "slow, -1s",
    "timed, -1s",
    "origin, flags.example"
  })
  void aWrongValueStopsTheStart(String name, String value) {
    Map<String, Object> given = Map.of(NAME + name, value);
    Exception e =
        assertThrows(BeanInstantiationException.class, () -> FlagService.server(redis, given));
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
