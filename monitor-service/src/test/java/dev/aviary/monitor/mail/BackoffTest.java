package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

  @ParameterizedTest(name = "after {0} failures running: {1} s")
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "1000000, 60"})
  void doublesUpToAMinute(int failures, long seconds) {
    assertEquals(seconds, new Backoff(failures).pause().toSeconds());
  }
}
