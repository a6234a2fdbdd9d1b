package dev.aviary.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.testing.Rig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops the start, and what does not. */
final class StartIT {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final int EVENT_LOOPS = 2;
  private static final int REQUESTS = 20;

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest(name = "{0}={1} is refused: {2}")
  @CsvSource({
    "aviary.mail.security, ssl, SMTP_SECURITY",
    "aviary.mail.to, nobody, ALERT_TO",
    "aviary.alert.mean, 2h, aviary.alert.mean",
    "aviary.alert.confirmations, 0, confirmations",
    "aviary.alert.memory-threshold, 101, memoryThreshold",
    "aviary.engine.host, docker, host",
    "aviary.instance.name, Not A Name, name",
  })
  void aWrongSettingStopsTheStart(String setting, String value, String named) {
    Exception refusal =
        assertThrows(RuntimeException.class, () -> rig.with(setting, value).startMonitor());
    assertTrue(messages(refusal).contains(named), messages(refusal));
  }

  @Test
  void withoutRedisItStartsAndLives() {
    rig.redis().stop();
    rig.startMonitor();
    assertEquals(200, rig.get("/health/liveness", "application/json").statusCode());
    assertEquals(200, rig.get("/stats", "*/*").statusCode());
    assertEquals(503, rig.get("/alerts", "*/*").statusCode());
    rig.redis().startAgain();
  }

  @Test
  void requestsThatWaitForASilentRedisHoldUpNoOther() {
    rig.startMonitor();
    assertEquals(200, rig.get("/alerts", "*/*").statusCode());
    rig.commands().clientPause(SILENCE.toMillis());
    var waiting = Stream.generate(() -> rig.ask("/alerts")).limit(2 * EVENT_LOOPS).toList();

    for (int i = 0; i < REQUESTS; i++) {
      assertEquals(200, rig.get("/stats", "*/*").statusCode());
    }
    assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
    waiting.forEach(each -> assertEquals(503, each.join().statusCode()));
  }

  @Test
  void alertsAreListed() {
    rig.startMonitor();
    assertEquals("[]", rig.get("/alerts", "*/*").body());
    assertEquals(400, rig.get("/alerts?most=0", "*/*").statusCode());
  }

  private static String messages(Throwable failure) {
    var all = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
    }
    return all.toString();
  }
}
