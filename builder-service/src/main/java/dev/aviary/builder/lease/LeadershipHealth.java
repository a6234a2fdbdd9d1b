package dev.aviary.builder.lease;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether this builder leads, by its own clock. A standby is as well as a leader. */
@Singleton
final class LeadershipHealth extends AbstractHealthIndicator<Map<String, Boolean>> {
  private final Leadership leadership;

  LeadershipHealth(Leadership leadership, MeterRegistry registry) {
    this.leadership = leadership;
    Gauge.builder("aviary.builder.leads", leadership, each -> each.leads() ? 1 : 0)
        .description("whether this builder leads; a standby hands on what needs the leader")
        .register(registry);
  }

  @Override
  protected Map<String, Boolean> getHealthInformation() {
    healthStatus = HealthStatus.UP;
    return Map.of("leads", leadership.leads());
  }

  @Override
  protected String getName() {
    return "leadership";
  }
}
