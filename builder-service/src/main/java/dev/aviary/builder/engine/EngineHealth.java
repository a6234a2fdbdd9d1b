package dev.aviary.builder.engine;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Whether Docker answers, and when it did last. */
@Singleton
@Readiness
final class EngineHealth extends AbstractHealthIndicator<Map<String, String>> {
  /** Less than the whole health answer may take. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final EngineContact engine;

  EngineHealth(EngineContact engine) {
    this.engine = engine;
  }

  @Override
  protected Map<String, String> getHealthInformation() {
    EngineContact.Contact contact = engine.ask(PATIENCE);
    healthStatus = contact.answers() ? HealthStatus.UP : HealthStatus.DOWN;
    return contact.answers()
        ? Map.of()
        : Map.of(
            "error",
            "the Docker engine cannot be used: " + contact.reason(),
            "lastAnswer",
            contact.since().toString());
  }

  @Override
  protected String getName() {
    return "engine";
  }
}
