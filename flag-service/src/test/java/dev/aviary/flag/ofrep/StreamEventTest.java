package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StreamEventTest {
  private static final Edition EDITION =
      new Edition(Ruleset.EMPTY, ObjectNode.EMPTY, "7-a", "", false);

  @Test
  void itIsWrittenAsTheProtocolHasIt() {
    assertEquals(
        """
        id: 7-a.0
        event: message
        data: {"type":"refetchEvaluation","etag":"\\"7-a\\""}

        """,
        text(0));
  }

  @Test
  void whoComesAnHourLaterIsToldTheSameOfTheSameState() {
    assertEquals(text(1_000_000_000_000L), text(1_000_003_600_000L));
  }

  private static String text(long nowMillis) {
    return new String(StreamEvent.of(EDITION, nowMillis).bytes(), StandardCharsets.UTF_8);
  }
}
