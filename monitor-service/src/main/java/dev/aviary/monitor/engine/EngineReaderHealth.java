package dev.aviary.monitor.engine;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the Docker engine answers the monitor's questions, and since when. Asks it nothing. */
@Singleton
final class EngineReaderHealth extends AbstractHealthIndicator<Map<String, Object>> {
  /** A question that waits for longer says that the engine hangs. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final EngineReaderContact contact;
  private final InstantSource clock;

  EngineReaderHealth(EngineReaderContact contact, InstantSource clock) {
    this.contact = contact;
    this.clock = clock;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    var known = contact.standing();
    Instant waits = contact.waitsSince();
    boolean hangs =
        waits != null && Duration.between(waits, clock.instant()).compareTo(PATIENCE) > 0;
    boolean up = known.reached() && known.since() != null && !hangs;
    healthStatus = up ? HealthStatus.UP : HealthStatus.DOWN;
    var details = new LinkedHashMap<String, Object>();
    if (known.since() == null) {
      details.put("error", "it has not answered since the monitor started");
    } else {
      details.put("since", known.since());
    }
    if (known.reason() != null) {
      details.put("error", known.reason());
    }
    if (hangs) {
      details.put("noAnswerSince", waits);
    }
    return details;
  }

  @Override
  protected String getName() {
    return "docker";
  }
}
