package dev.aviary.flag.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.SetArgs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FlagStoreIT extends FlagsInRedis {
  private static final FlagKey OTHER = new FlagKey("other");
  private static final Event EVENT =
      new Event(Instant.EPOCH, "api", "flag-changed", null, KEY.text(), "created, on");

  private final EventLog events = new EventLog(link, writes, wire);
  private final FlagHistory history = new FlagHistory(link, wire);
  private final FlagStore store = new FlagStore(link, writes, history, events);

  @Test
  void whatIsWrittenIsReadAgain() {
    FlagSet next = new FlagSet(1, flags(1, true), "{\"metadata\":{}}");
    assertTrue(store.replace(look(), next, Map.of(), List.of(EVENT)));
    assertFound(next);
    assertEquals("true", redis.get(KEY.text()));
    assertEquals(List.of(EVENT), events.newest(10));
  }

  @Test
  void documentsThatAreKnownAreNotReadAgain() {
    FlagSet next = write(1, true);
    redis.set(Keys.flag(KEY.text()), "{\"other\":1}");
    assertSame(next, store.look(next, List.of()).flags());
  }

  @Test
  void aPlainKeyThatIsNotAsNotedIsTold() {
    FlagSet on = write(1, true);
    redis.del(KEY.text());
    assertEquals(plain(KEY, null), store.look(on, List.of()).plain());
    redis.set(KEY.text(), "1");
    assertEquals(plain(KEY, "1"), look().plain());
    redis.set(KEY.text(), "true");
    assertEquals(Map.of(), look().plain());
  }

  @Test
  void aPlainKeyOfAFlagThatIsOffIsToldWhateverItHolds() {
    write(1, false);
    assertEquals(Map.of(), look().plain());
    redis.set(KEY.text(), "1");
    assertEquals(plain(KEY, "1"), look().plain());
  }

  @Test
  void furtherPlainKeysAreToldWithTheirValues() {
    redis.set(OTHER.text(), "x");
    assertEquals(plain(OTHER, "x"), store.look(FlagSet.NONE, List.of(OTHER)).plain());
  }

  @Test
  void whatAnOlderVersionWroteIsReadAndItsPlainKeyTold() {
    redis.hset(Keys.FLAGS, Map.of(KEY.text(), "4", ":revision", "5"));
    redis.set(Keys.flag(KEY.text()), "{}");
    redis.set(KEY.text(), "true");
    StoredFlags found = look();
    assertEquals(new StoredFlag("{}", 4, null), found.flags().flags().get(KEY));
    assertEquals(5, found.flags().revision());
    assertEquals(plain(KEY, "true"), found.plain());
  }

  @Test
  void whenSomebodyElseWroteMeanwhileNothingIsWritten() {
    StoredFlags before = look();
    write(1, true);
    FlagSet late = new FlagSet(1, flags(1, false), "");
    assertFalse(store.replace(before, late, Map.of(KEY, revision(1, "late")), List.of(EVENT)));
    assertEquals("true", redis.get(KEY.text()));
    assertEquals(List.of(), events.newest(10));
    assertEquals(List.of(), history.of(KEY));
  }

  @Test
  void aPlainKeyAloneIsWrittenUnderTheRevisionThatStands() {
    FlagSet on = write(1, true);
    StoredFlag turned = on.find(KEY).orElseThrow().with(false, 1);
    FlagSet off = new FlagSet(1, new TreeMap<>(Map.of(KEY, turned)), "");
    StoredFlags before = look();
    assertTrue(store.replace(before, off, Map.of(), List.of()));
    assertNull(redis.get(KEY.text()));
    assertEquals(off, look().flags());
    assertFalse(store.replace(before, off, Map.of(), List.of()), "somebody else noted it before");
  }

  @Test
  void aPlainKeyThatIsRightKeepsTheExpiryThatSomebodyGaveIt() {
    write(1, true);
    redis.set(KEY.text(), "true", SetArgs.Builder.ex(3600));
    store.replace(look(), new FlagSet(2, flags(2, true), ""), Map.of(), List.of());
    assertTrue(redis.ttl(KEY.text()) > 0);
  }

  @Test
  void whatIsDamagedIsToldOneByOneAndFailsNothingElse() {
    write(4, true);
    redis.hset(Keys.FLAGS, Map.of(KEY.text(), "4 maybe", "gone", "2 on", "no key", "1"));
    StoredFlags found = look();
    assertEquals(Set.of(KEY), found.flags().flags().keySet());
    assertTrue(found.flags().find(KEY).orElseThrow().isDamaged());
    assertEquals(Set.of("gone", "no key"), found.damaged().keySet());
    FlagSet whole = new FlagSet(4, flags(4, true), "");
    assertTrue(store.replace(found, whole, Map.of(), List.of()));
    assertEquals("4 on", redis.hget(Keys.FLAGS, KEY.text()));
  }

  @Test
  void aDamagedRevisionOfAllIsWrittenAgainFromThatOfTheFlags() {
    write(4, true);
    redis.hset(Keys.FLAGS, ":revision", "four");
    StoredFlags found = look();
    assertEquals(4, found.flags().revision());
    assertTrue(found.isRevisionDamaged());
    assertTrue(store.replace(found, found.flags(), Map.of(), List.of()));
    assertEquals("4", redis.hget(Keys.FLAGS, ":revision"));
  }

  @Test
  void theEndOfAKillIsToldByOneOfTwo() {
    FlagSet on = write(1, true);
    StoredFlags seenByBoth = look();
    Instant end = Instant.ofEpochMilli(5000);
    assertEquals(Optional.empty(), seenByBoth.killsTold());
    assertTrue(store.replace(seenByBoth, on, Map.of(), List.of(EVENT), end, null));
    assertFalse(store.replace(seenByBoth, on, Map.of(), List.of(EVENT), end, null));
    assertEquals(Optional.of(end), store.look(on, List.of()).killsTold());
    assertEquals(Optional.of(end), look().killsTold());
    assertEquals(List.of(EVENT), events.newest(10));
  }

  @Test
  void whatRedisDidNotAnswerInTimeIsNotDoneLater() {
    StoredFlags before = look();
    FlagSet on = new FlagSet(1, flags(1, true), "");
    redis.clientPause(RedisLink.TIMEOUT.plusSeconds(1).toMillis());
    assertThrows(
        RedisCommandTimeoutException.class,
        () -> store.replace(before, on, Map.of(), List.of(EVENT)));
    assertEquals(List.of(), redis.keys("*"));
  }

  @Test
  void removingAFlagRemovesAllOfItButItsHistory() {
    store.replace(
        look(),
        new FlagSet(1, flags(1, true), ""),
        Map.of(KEY, revision(1, "created, on")),
        List.of());
    redis.hset(Keys.FLAGS_USAGE, KEY.text(), "1 1 on");
    FlagRevision removed = new FlagRevision(change(2), "removed", List.of(), null);
    store.replace(
        look(), new FlagSet(2, new TreeMap<>(), ""), Map.of(KEY, removed), List.of(EVENT));
    assertEquals(
        List.of(Keys.EVENTS, Keys.flagHistory(KEY.text()), Keys.FLAGS),
        redis.keys("*").stream().sorted().toList());
    assertTrue(redis.ttl(Keys.flagHistory(KEY.text())) > 0);
  }

  @Test
  void thousandsOfFlagsAreWrittenAndReadInOneStep() {
    var flags = new TreeMap<FlagKey, StoredFlag>();
    for (int i = 0; i < 5000; i++) {
      flags.put(new FlagKey("flag-" + i), new StoredFlag("{\"n\":" + i + "}", 1, i % 2 == 0));
    }
    FlagSet all = new FlagSet(1, flags, "");
    assertTrue(store.replace(look(), all, Map.of(), List.of()));
    assertFound(all);
  }

  @Test
  void aFlagChangeIsNoControlWrite() {
    write(1, true);
    assertNull(redis.get(Keys.REVISION));
  }

  @Test
  void candidatesAreStringsThatAFlagCouldBeCalled() {
    redis.set("a", "true");
    redis.set("b", "1");
    redis.set("no flag", "true");
    redis.lpush("list", "true");
    write(1, true);
    assertEquals(Set.of(new FlagKey("a"), new FlagKey("b"), KEY), store.candidates());
  }

  @Test
  void anEventAloneIsWrittenWithoutAnythingElse() {
    FlagSet next = write(1, true);
    assertTrue(store.replace(look(), next, Map.of(), List.of(EVENT)));
    assertEquals(List.of(EVENT), events.newest(10));
    assertFound(next);
  }

  private void assertFound(FlagSet flags) {
    StoredFlags found = look();
    assertEquals(new StoredFlags(flags, new TreeMap<>(), found.at()), found);
  }

  private StoredFlags look() {
    return store.look(FlagSet.NONE, List.of());
  }

  private FlagSet write(long revision, boolean on) {
    FlagSet next = new FlagSet(revision, flags(revision, on), "");
    assertTrue(store.replace(look(), next, Map.of(), List.of()));
    return next;
  }

  private static SortedMap<FlagKey, StoredFlag> flags(long revision, boolean on) {
    return new TreeMap<>(Map.of(KEY, new StoredFlag("{\"r\":" + revision + "}", revision, on)));
  }

  private static Map<FlagKey, PlainKey> plain(FlagKey key, @Nullable String value) {
    return Map.of(key, new PlainKey(value));
  }

  private static FlagRevision revision(long revision, String what) {
    return revision(revision, what, "{}");
  }
}
