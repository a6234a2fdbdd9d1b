package dev.aviary.monitor.engine;

import com.github.dockerjava.api.DockerClient;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether the Docker engine answers. */
@Singleton
final class EngineHealth extends AbstractHealthIndicator<Map<String, String>> {
  private final DockerClient engine;

  EngineHealth(DockerClient engine) {
    this.engine = engine;
  }

  @Override
  protected Map<String, String> getHealthInformation() {
    try {
      engine.pingCmd().exec();
      healthStatus = HealthStatus.UP;
      return Map.of();
    } catch (RuntimeException away) {
      healthStatus = HealthStatus.DOWN;
      return Map.of("error", String.valueOf(away.getMessage()));
    }
  }

  @Override
  protected String getName() {
    return "docker";
  }
}
