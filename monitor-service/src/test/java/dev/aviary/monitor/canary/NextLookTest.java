package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NextLookTest {
  private static final long COUNTED = 1_772_000_000_123L;

  @ParameterizedTest
  @CsvSource({
    "0, 350", // the second has just been counted
    "350, 1000", // the look that found it
    "360, 990",
    "900, 450",
    "1340, 20", // a moment too early for the next one
    "1345, 20",
    "1400, 950", // the next one is late
    "-200, 550", // a balancer whose clock is ahead
    "60350, 1000" // nothing came for a minute
  })
  void itComesWhenTheNextSecondIsComplete(long sinceCounted, long pause) {
    assertEquals(Duration.ofMillis(pause), NextLook.after(COUNTED, COUNTED + sinceCounted));
  }

  @Test
  void whereNothingWasCountedItComesEverySecond() {
    assertEquals(Duration.ofSeconds(1), NextLook.after(0, COUNTED));
  }
}
