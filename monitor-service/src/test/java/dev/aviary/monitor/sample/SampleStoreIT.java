package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.StoreCase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleStoreIT extends StoreCase {
  private final SampleStore store = new SampleStore(link, wire);

  @Test
  void aSampleThatCannotBeReadIsLeftOut() {
    var sample = new Sample(Instant.EPOCH, 97.25, 97.25, 1, 2, 50.0, 1, 2, 3, 4, 5);
    store.append("c1", List.of(sample));
    redis.xadd(Keys.samples("c1"), "sample", "damaged");
    redis.xadd(Keys.samples("c1"), "other", "field");
    assertEquals(List.of(sample), store.newest("c1", 10));
  }
}
