package dev.aviary.balancer.admin;

import dev.aviary.balancer.proxy.accept.ProxyLoops;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Alive while no event loop of the data path is held up, or has ended. */
@Singleton
@Liveness
final class EventLoopsIndicator implements HealthIndicator {
  /** A loop comes round every two seconds, however little it has to do. */
  private static final Duration MOST = Duration.ofSeconds(6);

  private final ProxyLoops workers;

  EventLoopsIndicator(ProxyLoops workers) {
    this.workers = workers;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Duration held = Duration.ofNanos(workers.heldUp());
    boolean well = held.compareTo(MOST) <= 0;
    return Publishers.just(
        HealthResult.builder("event-loops", well ? HealthStatus.UP : HealthStatus.DOWN)
            .details(well ? Map.of() : Map.of("held-up-seconds", held.toSeconds()))
            .build());
  }
}
