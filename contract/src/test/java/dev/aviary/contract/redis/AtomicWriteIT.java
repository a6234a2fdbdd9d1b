package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RedisCase;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AtomicWriteIT extends RedisCase {

  @Test
  void everyKindOfWriteOfOneStepIsDone() {
    context.redis().sadd("set", "gone");
    context.redis().hset("hash", "gone", "1");
    context.redis().set("deleted", "x");
    begin()
        .set("string", "a")
        .delete("deleted")
        .addToSet("set", "member")
        .removeFromSet("set", "gone")
        .put("hash", "field", "1")
        .putIfAbsent("hash", "field", "2")
        .remove("hash", "gone")
        .rank("ranked", 5, "member")
        .rank("ranked", 6, "gone")
        .unrank("ranked", "gone")
        .expire("string", Duration.ofMinutes(1))
        .expire("missing", Duration.ofMinutes(1))
        .append("stream", 10, "field", "value")
        .run();
    assertEquals("a", context.redis().get("string"));
    assertEquals(0L, context.redis().exists("deleted"));
    assertEquals(Set.of("member"), context.redis().smembers("set"));
    assertEquals(Map.of("field", "1"), context.redis().hgetall("hash"));
    assertEquals(5.0, context.redis().zscore("ranked", "member"));
    assertEquals(1L, context.redis().zcard("ranked"));
    assertTrue(context.redis().ttl("string") > 0);
    assertEquals(0L, context.redis().exists("missing"));
    assertEquals(1L, context.redis().xlen("stream"));
  }

  @Test
  void whenOneConditionFailsNothingIsWrittenWhereverItStands() {
    context.redis().set("key", "theirs");
    context.redis().hset("hash", "field", "theirs");
    for (AtomicWrite refused :
        List.of(
            begin().set("other", "x").expect("key", "mine").raise(),
            begin().expect("missing", "").set("other", "x").raise(),
            begin().set("other", "x").absent("key").raise(),
            begin().set("other", "x").expect("hash", "field", "mine").raise(),
            begin().set("other", "x").absent("hash", "field").raise())) {
      assertInstanceOf(WriteOutcome.Conflict.class, refused.run());
    }
    assertNull(context.redis().get("other"));
    assertNull(context.redis().get(Keys.REVISION));
  }

  @Test
  void aStepThatMayBeMadeOnceIsMadeOnceWhateverElseChanged() {
    begin().append("stream", 10, "field", "a").once("mark", "done", Duration.ofMinutes(1)).run();
    assertEquals("done", context.redis().get("mark"));
    assertTrue(context.redis().ttl("mark") > 0);
    AtomicWrite again =
        begin()
            .expect("key", "of another time")
            .append("stream", 10, "field", "a")
            .once("mark", "again", Duration.ofMinutes(1));
    assertThrows(RepeatedWriteException.class, again::run);
    assertEquals(1L, context.redis().xlen("stream"));
    assertEquals("done", context.redis().get("mark"));
  }

  @Test
  void aStepThatWasNotAnsweredInTimeIsMadeLaterAndNotTwice() {
    var hangs = ClientBehaviour.COMMAND.plusSeconds(1);
    context.redis().clientPause(hangs.toMillis());
    Supplier<AtomicWrite> step =
        () -> begin().append("stream", 10, "field", "a").once("mark", "x", Duration.ofMinutes(1));
    assertThrows(RedisCommandTimeoutException.class, () -> step.get().run());
    eventually("it was made all the same", () -> length("stream") == 1);
    assertThrows(RepeatedWriteException.class, () -> step.get().run());
    assertEquals(1, length("stream"));
  }

  private long length(String stream) {
    try {
      return context.bean(RedisLink.class).commands().xlen(stream);
    } catch (RedisException hangs) {
      return -1;
    }
  }

  @Test
  void aConflictNamesTheKey() {
    context.redis().set("key", "theirs");
    assertEquals(new WriteOutcome.Conflict("key"), begin().absent("key").run());
  }

  @Test
  void whenEveryConditionHoldsAllIsWritten() {
    context.redis().set("key", "mine");
    context.redis().hset("hash", "field", "mine");
    WriteOutcome outcome =
        begin()
            .expect("key", "mine")
            .expect("hash", "field", "mine")
            .absent("missing")
            .absent("hash", "missing")
            .set("key", "next")
            .run();
    assertTrue(outcome.written());
    assertEquals("next", context.redis().get("key"));
  }

  @Test
  void anEmptyRedisGivesANewEpochAndTheNextWriteTheNextNumber() {
    Revision first = revision(begin().set("a", "1").raise());
    assertEquals(1, first.number());
    assertEquals(new Revision(first.epoch(), 2), revision(begin().set("a", "2").raise()));
    context.redis().flushall();
    Revision after = revision(begin().set("a", "3").raise());
    assertEquals(1, after.number());
    assertNotEquals(first.epoch(), after.epoch());
    assertFalse(after.covers(first));
  }

  @Test
  void aWriteThatIsNoControlWriteRaisesNothing() {
    assertEquals(Revision.NONE, revision(begin().set("a", "1")));
    Revision raised = revision(begin().set("a", "2").raise());
    assertEquals(raised, revision(begin().set("a", "3")));
    assertEquals(raised.toString(), context.redis().get(Keys.REVISION));
  }

  @Test
  void theRevisionIsRaisedOnceAStepAndToldOnce() {
    var told = new ConcurrentLinkedQueue<String>();
    try (var notices = context.bean(RedisLink.class).connectForNotices()) {
      notices.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              told.add(message);
            }
          });
      notices.sync().subscribe(Keys.REVISION);
      Revision first = revision(begin().set("a", "1").raise().set("b", "2").raise());
      Revision second = revision(begin().set("a", "2").raise());
      eventually("both told", () -> told.contains(second.toString()));
      assertEquals(List.of(first.toString(), second.toString()), List.copyOf(told));
      assertEquals(first.number() + 1, second.number());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged", "epoch:", ":7", "epoch:many", "epoch:99999999999999999999"})
  void aDamagedRevisionStopsNoWriteAndTheNextControlWriteBeginsAnEpoch(String damaged) {
    context.redis().set(Keys.REVISION, damaged);
    assertEquals(Revision.NONE, revision(begin().set("key", "value")));
    Revision made = revision(begin().set("key", "other").raise());
    assertEquals(1, made.number());
    assertEquals(made.toString(), context.redis().get(Keys.REVISION));
  }

  @Test
  void writersAtTheSameTimeNeverLoseARevision() {
    int writers = 8;
    int each = 50;
    var seen = new ConcurrentLinkedQueue<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, writers)
          .forEach(writer ->
              threads.execute(() -> {
                for (int i = 0; i < each; i++) {
                  seen.add(revision(begin().set("key" + writer, "" + i).raise()).number());
                }
              }));
    }
    assertEquals(
        LongStream.rangeClosed(1, (long) writers * each).boxed().toList(),
        List.copyOf(new TreeSet<>(seen)));
  }

  @Test
  void ofManyWhoWantTheSameChangeOneMakesIt() {
    context.redis().set("turn", "0");
    var winners = new ConcurrentLinkedQueue<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20)
          .forEach(writer ->
              threads.execute(() -> {
                if (begin().expect("turn", "0").set("turn", "by " + writer).run().written()) {
                  winners.add(writer);
                }
              }));
    }
    assertEquals(1, winners.size());
    assertEquals("by " + winners.peek(), context.redis().get("turn"));
  }

  @Test
  void valuesAreTakenAsTheyAre() {
    String awkward = "läuft \"1\"\n\0 {aviary}:x %s";
    begin().set("a", awkward).append("stream", 5, "f", awkward).run();
    assertEquals(awkward, context.redis().get("a"));
    assertTrue(begin().expect("a", awkward).set("a", "").run().written());
    assertEquals("", context.redis().get("a"));
  }

  @Test
  void whatRedisFindsLateIsNotDone() {
    long now = Long.parseLong(context.redis().time().getFirst()) * 1000;
    assertInstanceOf(WriteOutcome.Conflict.class, begin().set("key", "late").before(now).run());
    assertNull(context.redis().get("key"));
    assertTrue(begin().set("key", "in time").before(now + 60_000).run().written());
  }

  private AtomicWrite begin() {
    return context.bean(Writes.class).begin();
  }

  private static Revision revision(AtomicWrite write) {
    return assertInstanceOf(WriteOutcome.Written.class, write.run()).revision();
  }
}
