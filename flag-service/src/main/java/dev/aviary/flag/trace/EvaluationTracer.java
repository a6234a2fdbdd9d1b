package dev.aviary.flag.trace;

import dev.aviary.contract.trace.TraceContextFields;
import dev.aviary.contract.trace.Traces;
import io.micronaut.http.HttpRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Begins the spans of evaluations. One is recorded when its caller says that its trace is: callers
 * are apps and their visitors, whose number of requests is limited before. None begins a trace
 * here.
 */
@Singleton
public final class EvaluationTracer {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("feature_flag.provider.name");

  private final @Nullable Tracer tracer;

  EvaluationTracer(Traces traces) {
    this.tracer = traces.tracer();
  }

  /** Whether spans are made at all. */
  public boolean enabled() {
    return tracer != null;
  }

  /**
   * Begins the span of a request, where it has one (HTTP semantic conventions, server spans).
   *
   * @param route the path of all requests of its kind
   */
  public EvaluationTrace begin(HttpRequest<?> request, String route) {
    if (tracer == null) {
      return EvaluationTrace.NONE;
    }
    SpanContext caller = TraceContextFields.caller(request.getHeaders()::getAll);
    if (!caller.isSampled()) {
      return EvaluationTrace.NONE;
    }
    String method = request.getMethodName();
    return new EvaluationTrace(
        tracer
            .spanBuilder(method + " " + route)
            .setParent(Context.root().with(Span.wrap(caller)))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, method)
            .setAttribute(ROUTE, route)
            .setAttribute(PATH, request.getPath())
            .setAttribute(SCHEME, "http")
            .setAttribute(PROVIDER, "aviary")
            .startSpan());
  }
}
