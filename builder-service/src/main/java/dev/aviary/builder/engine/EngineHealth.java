package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether Docker answers. */
@Singleton
@Readiness
final class EngineHealth extends AbstractHealthIndicator<Map<String, String>> {
  private final DockerClient docker;

  EngineHealth(DockerClient docker) {
    this.docker = docker;
  }

  @Override
  protected Map<String, String> getHealthInformation() {
    docker.pingCmd().exec();
    healthStatus = HealthStatus.UP;
    return Map.of();
  }

  @Override
  protected String getName() {
    return "engine";
  }
}
