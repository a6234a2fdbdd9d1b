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
    Window window = of(1, 100, 8, 100);
    assertTrue(window.mean(SPAN, 8 * SECOND).isEmpty());
    assertEquals(100, of(1, 100, 4, 100, 8, 100).mean(SPAN, 8 * SECOND).orElseThrow());
  }

  @Test
  void aReadingCountsForTheTimeThatItSpeaksOf() {
    assertEquals(50, of(1, 0, 3, 0, 4, 50, 6, 100, 7, 100).mean(SPAN, 7 * SECOND).orElseThrow());
  }

  @Test
  void twoReadingsAtOnceWeighNoMoreThanOne() {
    Window steady = of(1, 10, 2, 10, 3, 10, 4, 10, 5, 10, 6, 10, 7, 10, 8, 10);
    Window burst = steady.with(new Window.Reading(8 * SECOND + 1, 1_000));
    assertEquals(10, burst.mean(SPAN, 8 * SECOND + 1).orElseThrow(), 0.001);
  }

  @Test
  void aReadingThatComesLateOrTwiceIsLeftOut() {
    Window window = of(1, 10, 3, 10);
    assertEquals(window, window.with(new Window.Reading(2 * SECOND, 99)));
    assertEquals(window, window.with(new Window.Reading(3 * SECOND, 99)));
  }

  @Test
  void isComparedThoughItsReadingsComeAtOtherTimes() {
    Window behind = of(1, 80, 2, 80, 3, 80, 4, 80, 5, 80, 6, 80);
    long now = 13 * SECOND;
    assertTrue(behind.mean(SPAN, now).isEmpty());
    assertEquals(80, behind.lately(SPAN, now).orElseThrow());
    assertTrue(behind.lately(SPAN, 14 * SECOND).isEmpty(), "too long ago to be compared");
    assertTrue(Window.EMPTY.lately(SPAN, now).isEmpty());
  }

  @Test
  void hasNoMeanWhenNothingIsKnownOfTheTime() {
    Window window = Window.EMPTY.with(new Window.Reading(SECOND, 1));
    assertTrue(window.mean(SPAN, 60 * SECOND).isEmpty());
  }

  @Test
  void aMeanOverMoreThanASecondCountsForThatTime() {
    Window slow =
        Window.EMPTY
            .with(new Window.Reading(5 * SECOND, 0, 5 * SECOND))
            .with(new Window.Reading(10 * SECOND, 80, 5 * SECOND));
    assertEquals(50, slow.mean(SPAN, 10 * SECOND).orElseThrow());
    Window moments =
        Window.EMPTY
            .with(new Window.Reading(5 * SECOND, 0))
            .with(new Window.Reading(10 * SECOND, 80));
    assertTrue(
        moments.mean(SPAN, 10 * SECOND).isEmpty(), "too little is known of the time between");
  }

  /** Seconds and values in turn. */
  private static Window of(int... readings) {
    Window window = Window.EMPTY;
    for (int i = 0; i < readings.length; i += 2) {
      window = window.with(new Window.Reading(readings[i] * SECOND, readings[i + 1]));
    }
    return window;
  }
}
