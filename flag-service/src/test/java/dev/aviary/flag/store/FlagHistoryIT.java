package dev.aviary.flag.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FlagHistoryIT extends FlagsInRedis {
  private final FlagHistory history = new FlagHistory(link, wire);

  @Test
  void theNewestChangeIsFirst() {
    append(1, "a");
    append(2, "b");
    assertEquals(List.of(revision(2, "b"), revision(1, "a")), history.of(KEY));
  }

  @Test
  void aFlagIsWhatItLastBecameAtOrBeforeARevision() {
    append(3, "a");
    append(7, "b");
    assertEquals(Optional.of(revision(3, "a")), history.at(KEY, 6));
    assertEquals(Optional.of(revision(7, "b")), history.at(KEY, 7));
    assertEquals(Optional.empty(), history.at(KEY, 2));
  }

  @Test
  void fewerAreKeptOfALongDocument() {
    for (int i = 1; i <= 30; i++) {
      append(i, "x".repeat(20_000));
    }
    assertEquals(FlagHistory.LEAST_KEPT, history.of(KEY).size());
  }

  @Test
  void theHistoryOfARemovedFlagGoesByItselfAndThatOfOneMadeAgainStays() {
    append(1, "a");
    append(2, null);
    long left = redis.ttl(Keys.flagHistory(KEY.text()));
    assertTrue(left > 0 && left <= FlagHistory.REMOVED_KEPT_FOR.toSeconds());
    append(3, "b");
    assertEquals(-1, redis.ttl(Keys.flagHistory(KEY.text())));
    assertEquals(3, history.of(KEY).size());
  }

  @Test
  void anEntryThatIsDamagedIsLeftOutOfTheList() {
    append(1, "a");
    redis.xadd(Keys.flagHistory(KEY.text()), "revision", "{\"change\":");
    redis.xadd(Keys.flagHistory(KEY.text()), "other", "x");
    redis.xadd(Keys.flagHistory(KEY.text()), "revision", "{\"change\":null,\"what\":\"x\"}");
    append(5, "b");
    assertEquals(List.of(revision(5, "b"), revision(1, "a")), history.of(KEY));
    assertEquals(Optional.of(revision(1, "a")), history.at(KEY, 4));
  }

  private void append(long revision, @Nullable String document) {
    var write = writes.begin();
    history.append(write, KEY, revision(revision, document));
    write.run();
  }

  private static FlagRevision revision(long revision, @Nullable String document) {
    return revision(revision, "changed", document);
  }
}
