package dev.aviary.contract.trace;

import dev.aviary.contract.app.Instance;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.ApplicationConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes spans where the settings name a receiver. Whoever asks for a span has decided that it is
 * wanted: all are recorded and sent.
 */
@Singleton
@Requires(classes = {SdkTracerProvider.class, MeterRegistry.class})
public final class Traces {
  private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

  /** Of a value, in characters: paths have up to 16,384. */
  private static final int VALUE = 512;

  /** A stop waits no longer for spans that are not sent yet. */
  private static final long LAST_SECONDS = 2;

  private final double ratio;
  private final @Nullable SpanExport export;
  private final @Nullable SdkTracerProvider spans;

  Traces(
      TraceSettings settings,
      ApplicationConfiguration application,
      Instance instance,
      MeterRegistry registry) {
    this.ratio = settings.ratio();
    if (!settings.enabled()) {
      this.export = null;
      this.spans = null;
      return;
    }
    var sending = new SpanExport(settings);
    this.export = sending;
    this.spans = provider(sending, application.getName().orElse("service"), instance);
    FunctionCounter.builder("aviary.traces.dropped", sending.dropped(), LongAdder::sum)
        .description("Spans that the receiver of traces did not get")
        .register(registry);
    LOG.atInfo().addKeyValue("receiver", settings.receiver()).log("Began to trace");
  }

  private static SdkTracerProvider provider(SpanExport to, String service, Instance instance) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    "aviary-" + service,
                    AttributeKey.stringKey("service.namespace"),
                    instance.name())))
        .setSampler(Sampler.alwaysOn())
        .setIdGenerator(new GivenIds())
        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(VALUE).build())
        .addSpanProcessor(to)
        .build();
  }

  /** Begins spans; null: nobody wants any. */
  public @Nullable Tracer tracer() {
    return spans == null ? null : spans.get("dev.aviary");
  }

  /** Begins a span that has its own id, and that of its trace, from elsewhere. */
  public Span begin(SpanBuilder span, SpanContext ids) {
    return GivenIds.with(ids, span::startSpan);
  }

  /** The part of all traces that begin here, 0 to 1. */
  public double ratio() {
    return ratio;
  }

  @Nullable SpanExport export() {
    return export;
  }

  /** Sends what waits, for a moment. */
  @PreDestroy
  void close() {
    if (spans != null) {
      spans.shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
    }
  }
}
