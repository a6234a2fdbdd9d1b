package dev.aviary.contract.health;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.management.health.aggregator.DefaultHealthAggregator;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** A health answer that never waits for what it reports on: each part is bounded by itself. */
@Singleton
@Replaces(DefaultHealthAggregator.class)
final class PromptHealth extends DefaultHealthAggregator {
  private final InstantSource clock;

  /** By the indicator that each of them bounds. */
  private final Map<HealthIndicator, PromptIndicator> parts = new ConcurrentHashMap<>();

  PromptHealth(ApplicationConfiguration application, InstantSource clock) {
    super(application);
    this.clock = clock;
  }

  @Override
  protected Flux<HealthResult> aggregateResults(HealthIndicator[] indicators) {
    return super.aggregateResults(
        Stream.of(indicators).map(this::bounded).toArray(HealthIndicator[]::new));
  }

  private HealthIndicator bounded(HealthIndicator indicator) {
    return parts.computeIfAbsent(indicator, each -> new PromptIndicator(each, clock));
  }
}
