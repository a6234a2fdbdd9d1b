package dev.aviary.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.testing.Rig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops the start, and what does not. */
final class StartIT {
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
