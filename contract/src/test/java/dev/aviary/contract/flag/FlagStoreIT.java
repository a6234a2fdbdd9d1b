package dev.aviary.contract.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RedisContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FlagStoreIT {
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final Event EVENT =
      new Event(Instant.EPOCH, "api", "flag-changed", null, KEY.text(), "created, on");
  private static RedisContext context;
  private static FlagStore store;

  @BeforeAll
  static void start() {
    context = RedisContext.start();
    store = context.bean(FlagStore.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void empty() {
    context.redis().flushall();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    FlagSet next = set(1, true);
    assertTrue(store.replace(look(), next, List.of(EVENT)));
    assertEquals(next, look().flags());
    assertTrue(look().plainOn(KEY));
    assertEquals(List.of(EVENT), context.bean(EventLog.class).newest(10));
  }

  @Test
  void definitionsThatAreKnownAreNotReadAgain() {
    FlagSet next = set(1, true);
    store.replace(look(), next, List.of());
    context.redis().set(Keys.flag(KEY.text()), "no json");
    assertSame(next, store.look(next, List.of()).flags());
  }

  @Test
  void whenSomebodyElseWroteMeanwhileNothingIsWritten() {
    StoredFlags before = look();
    store.replace(look(), set(1, true), List.of());
    assertFalse(store.replace(before, set(1, false), List.of(EVENT)));
    assertEquals("true", context.redis().get(KEY.text()));
    assertEquals(List.of(), context.bean(EventLog.class).newest(10));
  }

  @Test
  void aDefinitionThatCannotBeReadIsLeftOut() {
    store.replace(look(), set(1, true), List.of());
    context.redis().set(Keys.flag(KEY.text()), "no json");
    assertTrue(look().flags().find(KEY).isEmpty());
    assertEquals(1, look().flags().revision());
  }

  @Test
  void aFlagChangeIsNoControlWrite() {
    store.replace(look(), set(1, true), List.of());
    assertNull(context.redis().get(Keys.REVISION));
  }

  @Test
  void candidatesAreStringsThatAFlagCouldBeCalled() {
    context.redis().set("a", "true");
    context.redis().set("b", "1");
    context.redis().set("no flag", "true");
    context.redis().lpush("list", "true");
    context.redis().lpush("latency", "12");
    store.replace(look(), set(1, true), List.of());
    assertEquals(Set.of(new FlagKey("a"), new FlagKey("b"), KEY), store.candidates());
  }

  private static StoredFlags look() {
    return store.look(FlagSet.NONE, List.of());
  }

  private static FlagSet set(long revision, boolean on) {
    var flags = new TreeMap<FlagKey, Flag>();
    flags.put(KEY, Flag.of(on, null, new FlagChange(revision, Instant.EPOCH, "api")));
    return new FlagSet(revision, flags);
  }
}
