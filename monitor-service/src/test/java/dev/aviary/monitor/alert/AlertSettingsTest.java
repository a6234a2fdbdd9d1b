package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.record.Metric;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlertSettingsTest {

  @Test
  void theDefaultsAreTheOnesThatTheReadmeNames() {
    assertEquals(Timeline.DEFAULTS, settings(Map.of()));
  }

  @Test
  void eachSettingHasItsName() {
    var settings =
        settings(
            Map.of(
                "aviary.alert.cpu-threshold", 70,
                "aviary.alert.memory-threshold", 60,
                "aviary.alert.warm-up", "5s",
                "aviary.alert.mean", "4s",
                "aviary.alert.confirmations", 2,
                "aviary.alert.clear-mean", "10s",
                "aviary.alert.clear-percent", 90,
                "aviary.alert.alike-percent", 10));
    assertEquals(70, settings.threshold(Metric.CPU));
    assertEquals(60, settings.threshold(Metric.MEMORY));
    assertEquals(54, settings.clearLine(Metric.MEMORY));
    assertEquals(5, settings.warmUp().toSeconds());
    assertEquals(4, settings.mean().toSeconds());
    assertEquals(2, settings.confirmations());
    assertEquals(10, settings.clearMean().toSeconds());
    assertEquals(10, settings.alikePercent());
  }

  private static AlertSettings settings(Map<String, Object> given) {
    var all = new HashMap<>(given);
    all.put("aviary.admin.token", "a-token-of-the-tests");
    try (var context = ApplicationContext.run(all)) {
      return context.getBean(AlertSettings.class);
    }
  }
}
