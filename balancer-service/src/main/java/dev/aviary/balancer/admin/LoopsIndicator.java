package dev.aviary.balancer.admin;

import dev.aviary.balancer.loop.Loops;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Alive while every loop goes on: one that ended comes back with a restart alone. */
@Singleton
@Liveness
final class LoopsIndicator implements HealthIndicator {
  private final Loops loops;

  LoopsIndicator(Loops loops) {
    this.loops = loops;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Map<String, String> faults = loops.faults();
    return Publishers.just(
        HealthResult.builder("loops", faults.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
            .details(faults)
            .build());
  }
}
