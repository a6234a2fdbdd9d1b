package dev.aviary.balancer.proxy.backend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ResetWindowTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ResetWindow window = new ResetWindow();

  @Test
  void theFiftiethResetWithinHalfAMinuteIsTooMuch() {
    for (int i = 1; i < ResetWindow.MOST_RESETS; i++) {
      assertFalse(window.add(SECOND), "after " + i);
    }
    assertTrue(window.add(31 * SECOND));
  }

  @Test
  void resetsOfEarlierHalfMinutesAreForgotten() {
    for (int i = 0; i < 10 * ResetWindow.MOST_RESETS; i++) {
      assertFalse(window.add(i * SECOND), "after " + i);
    }
  }
}
