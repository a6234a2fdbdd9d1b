package dev.aviary.builder.deploy;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether the deployment loop runs, for {@code /health}. */
@Singleton
@Readiness
final class DeploymentLoopHealth extends AbstractHealthIndicator<Map<String, String>> {
  private final DeploymentLoop loop;

  DeploymentLoopHealth(DeploymentLoop loop) {
    this.loop = loop;
  }

  @Override
  protected Map<String, String> getHealthInformation() {
    if (loop.open()) {
      healthStatus = HealthStatus.UP;
      return Map.of();
    }
    healthStatus = HealthStatus.DOWN;
    return Map.of("error", "the deployment loop has ended: restart the builder; its log says why");
  }

  @Override
  protected String getName() {
    return "workshop";
  }
}
