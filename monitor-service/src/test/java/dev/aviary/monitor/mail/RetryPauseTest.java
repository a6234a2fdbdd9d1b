package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RetryPauseTest {
  @Test
  void doublesUpToAMinute() {
    assertEquals(
        List.of(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), seconds(RetryPause.OF_FAILURES, 9));
    assertEquals(Duration.ofHours(12), after(RetryPause.OF_SILENCE, 1_000).pause());
    assertEquals(Duration.ZERO, after(RetryPause.OF_FAILURES, 3).reset().pause());
  }

  private static List<Long> seconds(RetryPause pause, int most) {
    return Stream.iterate(pause, RetryPause::more)
        .limit(most)
        .map(each -> each.pause().toSeconds())
        .toList();
  }

  private static RetryPause after(RetryPause pause, int failures) {
    return Stream.iterate(pause, RetryPause::more).skip(failures).findFirst().orElseThrow();
  }
}
