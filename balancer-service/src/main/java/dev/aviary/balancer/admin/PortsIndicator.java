package dev.aviary.balancer.admin;

import dev.aviary.balancer.proxy.accept.TakenPorts;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Shows the ports that could not be opened. Visitors of the public port do not need them: UP. */
@Singleton
@Readiness
final class PortsIndicator implements HealthIndicator {
  private final TakenPorts ports;

  PortsIndicator(TakenPorts ports) {
    this.ports = ports;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Map<Integer, String> taken = ports.reasons();
    return Publishers.just(
        HealthResult.builder("ports", HealthStatus.UP)
            .details(taken.isEmpty() ? Map.of() : Map.of("taken", taken))
            .build());
  }
}
