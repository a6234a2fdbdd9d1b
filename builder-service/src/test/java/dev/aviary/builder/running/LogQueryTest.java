package dev.aviary.builder.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogQueryTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void sinceIsATimeOrHowLongAgo() {
    assertEquals(NOW.minusSeconds(90), since("90s"));
    assertEquals(NOW.minusSeconds(600), since("10m"));
    assertEquals(NOW.minusSeconds(7200), since("2h"));
    assertEquals(NOW.minusSeconds(86_400), since("1d"));
    assertEquals(Instant.EPOCH, since("1970-01-01T00:00:00Z"));
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String wrong : List.of("", "yesterday", "10", "-5m", "9999999999d", "2026-01-02")) {
      assertThrows(BadValueException.class, () -> since(wrong), wrong);
    }
    assertThrows(BadValueException.class, () -> LogQuery.of(null, 10_001, null, false, NOW));
    assertThrows(BadValueException.class, () -> LogQuery.of(null, 1, "", false, NOW));
  }

  @Test
  void aSearchIsForATextInEitherCase() {
    LogQuery query = LogQuery.of(null, null, "Error", false, NOW);
    assertTrue(query.takes("an ERROR came"));
    assertFalse(query.takes("all is well"));
    assertEquals(LogQuery.TAIL, query.tail());
  }

  @Test
  void ofLongLinesTheLastAreKept() {
    String line = "x".repeat(100_000);
    assertEquals(List.of(line, line), EndedLogs.last(List.of(line, line, line)));
  }

  private static @Nullable Instant since(String text) {
    return LogQuery.of(text, null, null, false, NOW).since();
  }
}
