package dev.aviary.monitor.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.StoreCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutboxIT extends StoreCase {
  private static final AlertNotice NOTICE =
      new AlertNotice("cccccccccccc-1", AlertNotice.Kind.OPENED);
  private final Outbox outbox = new Outbox(link, wire);

  @Test
  void aNoticeThatCannotBeReadIsDroppedAndHoldsUpNoOther() {
    redis.xadd(Keys.OUTBOX, Map.of("notice", "{"));
    redis.xadd(Keys.OUTBOX, Map.of("letter", "x"));
    outbox.add(writes.begin(), NOTICE).run();

    assertEquals(List.of(NOTICE), outbox.waiting());
    assertEquals(List.of(NOTICE), outbox.oldest(1).stream().map(Outbox.Entry::notice).toList());
    assertEquals(1, redis.xlen(Keys.OUTBOX));
  }
}
