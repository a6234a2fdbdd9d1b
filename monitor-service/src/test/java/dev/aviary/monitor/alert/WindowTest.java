package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration SPAN = Duration.ofSeconds(8);

  @Test
  void keepsAMinute() {
    Window window = Window.EMPTY;
    for (int second = 1; second <= 90; second++) {
      window = window.with(new Window.Reading(second * SECOND, second));
    }
    assertEquals(60, window.values().size());
    assertEquals(31, window.values().getFirst());
    assertEquals(86.5, window.mean(SPAN, 90 * SECOND).orElseThrow());
    assertEquals(90, window.peak(SPAN, 90 * SECOND));
  }

  @Test
  void hasNoMeanOfTooFewReadings() {
    Window window =
        Window.EMPTY
            .with(new Window.Reading(1 * SECOND, 100))
            .with(new Window.Reading(4 * SECOND, 100))
            .with(new Window.Reading(8 * SECOND, 100));
    assertTrue(window.mean(SPAN, 8 * SECOND).isEmpty());
    assertEquals(
        100, window.with(new Window.Reading(8 * SECOND, 100)).mean(SPAN, 8 * SECOND).orElseThrow());
  }

  @Test
  void hasNoMeanWhenNothingIsKnownOfTheTime() {
    Window window = Window.EMPTY.with(new Window.Reading(SECOND, 1));
    assertTrue(window.mean(SPAN, 60 * SECOND).isEmpty());
  }
}
