package dev.aviary.builder.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.StoreCase;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AppRemovalIT extends StoreCase {
  @Test
  void onlyTheNewestRemovalsStayOnRecord() {
    for (int n = 0; n < AppRemoval.KEPT_MARKS + 20; n++) {
      String mark = Instant.EPOCH.plusSeconds(n) + (n % 2 == 0 ? "" : " over");
      redis.hset(Keys.REMOVED, "app-" + n, mark);
    }
    remove("shop", Instant.EPOCH.plusSeconds(1_000));
    assertEquals(AppRemoval.KEPT_MARKS, marks().size());
    assertTrue(marks().contains("shop"));
    assertFalse(marks().contains("app-20"));
    assertTrue(marks().contains("app-21"));
  }

  @Test
  void anAppThatIsRemovedAgainHasOneMark() {
    remove("shop", Instant.EPOCH);
    remove("shop", Instant.EPOCH.plusSeconds(5));
    assertEquals("1970-01-01T00:00:05Z", redis.hget(Keys.REMOVED, "shop"));
  }

  private void remove(String app, Instant at) {
    new AppRemoval(link).put(writes.begin(), app, at).run();
  }

  private Set<String> marks() {
    return Set.copyOf(redis.hkeys(Keys.REMOVED));
  }
}
