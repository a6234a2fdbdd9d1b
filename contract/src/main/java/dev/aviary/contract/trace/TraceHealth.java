package dev.aviary.contract.trace;

import dev.aviary.contract.loop.Reach;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import org.reactivestreams.Publisher;

/**
 * Whether the receiver of traces takes them. Up all the same while it does not: nothing but traces
 * is missing then. Without a receiver it says nothing.
 */
@Singleton
@Requires(beans = Traces.class)
final class TraceHealth implements HealthIndicator {
  private final Traces traces;

  TraceHealth(Traces traces) {
    this.traces = traces;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    SpanExport export = traces.export();
    return export == null ? Publishers.empty() : Publishers.just(result(export));
  }

  private static HealthResult result(SpanExport export) {
    Reach.Standing receiver = export.receiver();
    var told = new LinkedHashMap<String, Object>();
    if (receiver.since() != null) {
      told.put("receiver", receiver.reached() ? "takes them" : "does not take them");
      told.put("since", receiver.since().toString());
    }
    if (receiver.reason() != null) {
      told.put("reason", receiver.reason());
    }
    told.put("waiting", export.waiting());
    told.put("dropped", export.dropped().sum());
    return HealthResult.builder("traces", HealthStatus.UP).details(told).build();
  }
}
