package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.testing.RedisCase;
import io.lettuce.core.RedisCommandExecutionException;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A Redis that answers reads and refuses writes. */
final class RedisWritabilityIT extends RedisCase {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.aviary");
  private static final Pattern LOOKS = Pattern.compile("cmdstat_setrange:.*rejected_calls=(\\d+)");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private RedisWritability writability;

  @BeforeEach
  void listen() {
    writability = context.bean(RedisWritability.class);
    log.list.clear();
    log.start();
    LOG.setLevel(Level.INFO);
    LOG.addAppender(log);
  }

  @AfterEach
  void hush() {
    LOG.detachAppender(log);
    LOG.setLevel(null);
  }

  @Test
  void aFullRedisIsSaidOnceWithTheCureAndSoIsItsEnd() {
    var told = new CopyOnWriteArrayList<String>();
    writability.listen(
        new RedisWritability.Listener() {
          @Override
          public void refused(RedisWritability.WriteStop stop) {
            told.add("refused " + stop.why());
          }

          @Override
          public void over(RedisWritability.WriteStop stop, Instant until) {
            assertTrue(until.isAfter(stop.since()));
            told.add("over");
          }
        });
    assertEquals(HealthStatus.UP, health().getStatus());
    context.redis().configSet("maxmemory", "1");
    for (int i = 0; i < 3; i++) {
      assertThrows(RedisCommandExecutionException.class, RedisWritabilityIT.this::append);
    }
    eventually("noticed", () -> health().getStatus().equals(HealthStatus.DOWN));
    Map<?, ?> details = (Map<?, ?>) health().getDetails();
    assertEquals("Redis is full", details.get("why"));
    assertTrue(String.valueOf(details.get("cure")).contains("maxmemory"));
    assertTrue(Instant.parse(String.valueOf(details.get("refused-since"))).isBefore(Instant.now()));
    context.redis().configSet("maxmemory", "0");
    eventually("over", () -> health().getStatus().equals(HealthStatus.UP));
    append();
    eventually("told", () -> List.of("refused FULL", "over").equals(told));
    List<ILoggingEvent> lines = List.copyOf(log.list);
    assertEquals(
        List.of("Redis refuses writes", "Redis takes writes again"),
        lines.stream().map(ILoggingEvent::getMessage).toList());
    lines.forEach(line -> assertNull(line.getThrowableProxy()));
  }

  @Test
  void aRedisThatCannotSaveToItsDiskIsSaidWithAnotherCure(@TempDir Path folder) throws Exception {
    String before = context.redis().configGet("dir").get("dir");
    // The snapshot cannot take the place of a folder.
    Path place = Files.createDirectories(folder.resolve("dump.rdb/in"));
    context.redis().configSet("dir", folder.toString());
    context.redis().configSet("dbfilename", "dump.rdb");
    context.redis().configSet("save", "3600 1");
    append();
    try {
      context.redis().bgsave();
      eventually("saving failed", () -> status("rdb_last_bgsave_status").equals("err"));
      assertThrows(RedisCommandExecutionException.class, this::append);
      eventually("noticed", () -> health().getStatus().equals(HealthStatus.DOWN));
      Map<?, ?> details = (Map<?, ?>) health().getDetails();
      assertEquals("Redis cannot write to its disk", details.get("why"));
      assertTrue(String.valueOf(details.get("cure")).contains("free space"));
      clear(place);
      context.redis().bgsave();
      eventually("over", () -> health().getStatus().equals(HealthStatus.UP));
    } finally {
      context.redis().configSet("save", "");
      context.redis().configSet("dir", before);
    }
  }

  /** A look that ended its own pause would be made thousands of times. */
  @Test
  void whileWritesAreRefusedTheLookIsMadeOnceASecond() {
    context.redis().configResetstat();
    context.redis().configSet("maxmemory", "1");
    try {
      assertThrows(RedisCommandExecutionException.class, this::append);
      eventually("refused for two seconds", () -> refusedBefore(Instant.now().minusSeconds(2)));
      assertTrue(refusedLooks() >= 2, refusedLooks() + " looks");
      assertTrue(refusedLooks() < 50, refusedLooks() + " looks");
    } finally {
      context.redis().configSet("maxmemory", "0");
    }
    eventually("over", () -> health().getStatus().equals(HealthStatus.UP));
  }

  private boolean refusedBefore(Instant moment) {
    return writability.stop().filter(stop -> stop.since().isBefore(moment)).isPresent();
  }

  private int refusedLooks() {
    Matcher looks = LOOKS.matcher(context.redis().info("commandstats"));
    return looks.find() ? Integer.parseInt(looks.group(1)) : 0;
  }

  @Test
  void theLookChangesNothingWhateverTheKeyHolds() {
    writability.look();
    assertEquals(0, context.redis().exists(Keys.REVISION));
    context.redis().set(Keys.REVISION, "epoch:7");
    writability.look();
    assertEquals("epoch:7", context.redis().get(Keys.REVISION));
    context.redis().del(Keys.REVISION);
    context.redis().hset(Keys.REVISION, "of", "another type");
    writability.look();
    assertFalse(writability.stop().isPresent());
    assertEquals(Map.of("of", "another type"), context.redis().hgetall(Keys.REVISION));
  }

  private static void clear(Path place) throws IOException {
    Files.delete(place);
    Files.delete(place.getParent());
  }

  private String status(String field) {
    return context
        .redis()
        .info("persistence")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private void append() {
    context
        .bean(EventLog.class)
        .append(new Event(Instant.EPOCH, "builder", "tried", null, null, null));
  }

  private HealthResult health() {
    return Mono.from(context.bean(WritabilityHealth.class).getResult())
        .blockOptional()
        .orElseThrow();
  }
}
