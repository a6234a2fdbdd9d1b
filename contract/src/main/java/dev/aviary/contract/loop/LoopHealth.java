package dev.aviary.contract.loop;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import org.reactivestreams.Publisher;

/**
 * Whether the loops of this service do their work: DOWN when one has ended, or failed in its last
 * {@value #FAILED} rounds for a reason that does not pass by itself.
 */
@Singleton
@Readiness
final class LoopHealth implements HealthIndicator {
  static final int FAILED = 5;

  private final BackgroundLoops loops;

  LoopHealth(BackgroundLoops loops) {
    this.loops = loops;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(result());
  }

  HealthResult result() {
    var told = new LinkedHashMap<String, String>();
    boolean up = true;
    for (BackgroundLoop loop : loops.all()) {
      switch (loop.state()) {
        case LoopState.Ended ended -> {
          told.put(
              loop.name(),
              "ended at %s: %s; restart the service".formatted(ended.at(), ended.reason()));
          up = false;
        }
        case LoopState.Failing failing -> {
          told.put(
              loop.name(),
              "failing since %s, %d rounds in a row: %s"
                  .formatted(failing.since(), failing.rounds(), failing.reason()));
          up &= failing.passes() || failing.rounds() < FAILED;
        }
        case LoopState.New _, LoopState.Working _, LoopState.Closed _ -> {}
      }
    }
    return HealthResult.builder("loops", up ? HealthStatus.UP : HealthStatus.DOWN)
        .details(told)
        .build();
  }
}
