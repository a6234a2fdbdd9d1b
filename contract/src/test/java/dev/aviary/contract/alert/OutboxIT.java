package dev.aviary.contract.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RedisCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OutboxIT extends RedisCase {
  private static final Notice NOTICE = new Notice("cccccccccccc-1", Notice.Kind.OPENED);
  private Outbox outbox;

  @BeforeAll
  void findOutbox() {
    outbox = context.bean(Outbox.class);
  }

  @Test
  void aNoticeThatCannotBeReadIsDroppedAndHoldsUpNoOther() {
    context.redis().xadd(Keys.OUTBOX, Map.of("notice", "{"));
    context.redis().xadd(Keys.OUTBOX, Map.of("letter", "x"));
    outbox.add(context.bean(Writes.class).begin(), NOTICE).run();

    assertEquals(List.of(NOTICE), outbox.waiting());
    assertEquals(List.of(NOTICE), outbox.oldest(1).stream().map(Outbox.Entry::notice).toList());
    assertEquals(1, context.redis().xlen(Keys.OUTBOX));
  }
}
