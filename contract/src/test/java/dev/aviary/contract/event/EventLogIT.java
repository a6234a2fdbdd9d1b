package dev.aviary.contract.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RedisContext;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventLogIT {
  @Test
  void theNewestEventsComeFirstAndAnEventOfAStepThatFailsIsNone() {
    try (var context = RedisContext.start()) {
      EventLog log = context.bean(EventLog.class);
      assertEquals(List.of(), log.newest(10));
      Event first = event("first");
      Event second = event("second");
      log.append(first);
      log.append(context.bean(Writes.class).begin(), second).run();
      var refused = context.bean(Writes.class).begin().expect("missing", "value");
      assertFalse(log.append(refused, event("never")).run().written());
      assertEquals(List.of(second, first), log.newest(10));
      assertEquals(List.of(second), log.newest(1));
    }
  }

  private static Event event(String what) {
    return new Event(Instant.ofEpochSecond(1), "builder", what, "shop", null, null);
  }
}
