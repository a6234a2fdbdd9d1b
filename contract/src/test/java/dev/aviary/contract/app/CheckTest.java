package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aDurationMayBeAsShortOrAsLongAsItsLimits() {
    Duration hour = Duration.ofHours(1);
    assertEquals(MINUTE, Check.range(MINUTE, MINUTE, hour, "wait"));
    assertEquals(hour, Check.range(hour, MINUTE, hour, "wait"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0.1S, PT1S, give 100ms to 1s",
    "PT2H, PT0S, PT1H, give 0s to 1h",
    "P401D, PT1M, P400D, give 1m to 400d",
    "PT0.999S, PT1S, PT90S, give 1s to 90s"
  })
  void aDurationOutOfItsRangeIsRefusedInTheUnitsOfTheSettings(
      Duration value, Duration least, Duration most, String told) {
    var refused =
        assertThrows(BadValueException.class, () -> Check.range(value, least, most, "aviary.wait"));
    assertEquals("aviary.wait is %s; %s".formatted(value, told), refused.getMessage());
  }
}
