package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.data.DataSettings;
import dev.aviary.balancer.data.Seat;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.loop.Backoff;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderRecordsIT {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));
  private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");
  private static final String HOST = "you.example";

  @TempDir private Path folder;
  private TestBalancer balancer;

  @BeforeAll
  void launch() throws Exception {
    balancer = TestBalancer.launch();
  }

  @AfterAll
  void shutDown() {
    balancer.close();
  }

  @BeforeEach
  void emptyRedis() {
    balancer.bean(RedisLink.class).commands().flushall();
  }

  @Test
  void ofTwoBalancersTheFirstBegins() {
    OrderRecords one = records("one");
    OrderRecords two = records("two");
    one.refresh();
    two.refresh();
    assertTrue(one.begin(HOST, begun("one", one, NOW)));
    assertFalse(two.begin(HOST, begun("two", two, NOW.plusMillis(1))));

    one.update(HOST, one.of(HOST).failed("no", null, NOW));
    OrderRecords three = records("three");
    three.refresh();
    assertEquals("no", three.of(HOST).reason());
    assertFalse(three.of(HOST).allows(new OrderingAccount("three", ""), NOW.plusSeconds(1)));
  }

  @Test
  void whatWasBegunIsKnownAfterARestartWithoutRedis() {
    OrderRecords before = records("one");
    before.begin(HOST, begun("one", before, NOW));
    assertEquals(before.of(HOST), records("one").of(HOST));
  }

  @Test
  void aRedisThatLostItsDataIsToldAgain() {
    OrderRecords one = records("one");
    one.begin(HOST, begun("one", one, NOW));
    emptyRedis();
    one.refresh();
    OrderRecords two = records("two");
    two.refresh();
    assertEquals(one.of(HOST), two.of(HOST));
  }

  @Test
  void nothingIsBegunOnADiskThatTakesNothing() throws Exception {
    Files.writeString(folder.resolve("one"), "a file in the place of the folder");
    OrderRecords one = records("one");
    assertThrows(UncheckedIOException.class, () -> one.begin(HOST, begun("one", one, NOW)));
    OrderRecords two = records("two");
    two.refresh();
    assertEquals(Set.of(), two.names());
  }

  @Test
  void aNameThatWasGivenUpIsForgottenAMonthLater() {
    OrderRecords one = records("one");
    one.begin(HOST, begun("one", one, NOW));
    one.forget(Set.of(HOST), NOW.minusSeconds(1));
    assertEquals(Set.of(HOST), one.names());
    one.forget(Set.of(HOST), NOW.plusSeconds(1));
    one.refresh();
    assertEquals(Set.of(), one.names());
  }

  private OrderRecords records(String name) {
    return new OrderRecords(
        new DataSettings(folder.resolve(name)),
        balancer.bean(Seat.class),
        balancer.bean(Wire.class),
        balancer.bean(RedisLink.class),
        balancer.bean(Writes.class));
  }

  private static OrderRecord begun(String by, OrderRecords records, Instant now) {
    return records.of(HOST).begin(new OrderingAccount(by, ""), BACKOFF, now, new Random(14));
  }
}
