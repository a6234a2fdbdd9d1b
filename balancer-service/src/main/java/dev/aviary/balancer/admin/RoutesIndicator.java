package dev.aviary.balancer.admin;

import dev.aviary.balancer.control.BalancerLifecycle;
import dev.aviary.balancer.control.Routing;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Ready as soon as it routes: Redis is shown, but traffic does not need it. */
@Singleton
@Readiness
final class RoutesIndicator implements HealthIndicator {
  private final BalancerLifecycle balancer;
  private final Routing routing;

  RoutesIndicator(BalancerLifecycle balancer, Routing routing) {
    this.balancer = balancer;
    this.routing = routing;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        HealthResult.builder("routes", HealthStatus.UP)
            .details(
                Map.of(
                    "redis", balancer.connected() ? "connected" : "away",
                    "revision", routing.applied().revision().toString(),
                    "apps", routing.applied().table().apps().size()))
            .build());
  }
}
