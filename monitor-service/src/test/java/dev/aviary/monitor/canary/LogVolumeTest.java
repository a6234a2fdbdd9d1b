package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogVolumeTest {
  private static final LogVolume FLOOD = new LogVolume(5_000, 400_000, Duration.ofMillis(100));

  @Test
  void manyLinesOrManyBytesFlood() {
    assertTrue(FLOOD.floods());
    assertTrue(new LogVolume(70, 1_024_000, Duration.ofSeconds(4)).floods());
    assertFalse(new LogVolume(4_999, 1_023_999, Duration.ofSeconds(5)).floods());
  }

  @Test
  void aStableLogOfATenthIsOfTheSameKind() {
    assertTrue(FLOOD.isLike(new LogVolume(5_000, 400_000, Duration.ofMillis(999)), 1));
    assertFalse(FLOOD.isLike(new LogVolume(5_000, 400_000, Duration.ofMillis(1_001)), 1));
    assertFalse(FLOOD.isLike(new LogVolume(0, 0, Duration.ofSeconds(5)), 1));
  }

  @Test
  void whatFloodsByItsBytesIsComparedByThem() {
    var few = new LogVolume(50, 1_024_000, Duration.ofSeconds(5));
    assertFalse(few.isLike(new LogVolume(50, 4_000, Duration.ofSeconds(5)), 1));
    assertTrue(few.isLike(new LogVolume(5, 103_000, Duration.ofSeconds(5)), 1));
  }

  @Test
  void aCanaryThatIsGivenMoreRequestsMayLogMore() {
    var stable = new LogVolume(5_000, 400_000, Duration.ofMillis(1_500));
    assertFalse(FLOOD.isLike(stable, 1));
    assertTrue(FLOOD.isLike(stable, 2));
    assertTrue(FLOOD.isLike(new LogVolume(0, 0, Duration.ofSeconds(5)), Double.POSITIVE_INFINITY));
  }

  @Test
  void aCanaryThatIsGivenFewerRequestsMayLogAsMuch() {
    assertTrue(FLOOD.isLike(new LogVolume(5_000, 400_000, Duration.ofMillis(900)), 0.1));
  }

  @Test
  void itSaysLinesAndBytesASecond() {
    assertEquals("about 50,000 lines and 4,000 kB a second", FLOOD.toString());
  }
}
