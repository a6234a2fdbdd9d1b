package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  @Test
  void doublesUpToAMinute() {
    assertEquals(List.of(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), seconds(Backoff.OF_FAILURES, 9));
    assertEquals(Duration.ofHours(12), after(Backoff.OF_SILENCE, 1_000).pause());
    assertEquals(Duration.ZERO, after(Backoff.OF_FAILURES, 3).reset().pause());
  }

  private static List<Long> seconds(Backoff backoff, int most) {
    return Stream.iterate(backoff, Backoff::more)
        .limit(most)
        .map(each -> each.pause().toSeconds())
        .toList();
  }

  private static Backoff after(Backoff backoff, int failures) {
    return Stream.iterate(backoff, Backoff::more).skip(failures).findFirst().orElseThrow();
  }
}
