package dev.aviary.contract.redis;

import io.lettuce.core.RedisClient;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Says since when Redis refuses writes, and the cure. It is DOWN then, except in a service whose
 * work goes on without Redis ({@code redis.health.enabled} is false): there it is UP and says so.
 */
@Singleton
@Requires(beans = RedisClient.class)
@Readiness
final class WritabilityHealth implements HealthIndicator {
  private final RedisWritability writability;
  private final HealthStatus refused;

  WritabilityHealth(
      RedisWritability writability, @Value("${redis.health.enabled:true}") boolean needed) {
    this.writability = writability;
    this.refused = needed ? HealthStatus.DOWN : HealthStatus.UP;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        writability
            .stop()
            .map(stop ->
                result(refused)
                    .details(
                        Map.of(
                            "refused-since",
                            stop.since().toString(),
                            "why",
                            stop.why().told(),
                            "cure",
                            stop.why().cure())))
            .orElseGet(() -> result(HealthStatus.UP))
            .build());
  }

  private static HealthResult.Builder result(HealthStatus status) {
    return HealthResult.builder("redis-writes", status);
  }
}
