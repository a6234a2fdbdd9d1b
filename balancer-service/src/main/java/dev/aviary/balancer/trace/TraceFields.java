package dev.aviary.balancer.trace;

import dev.aviary.balancer.http.FieldNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code traceparent} and {@code tracestate} of a request (W3C Trace Context, level 2). */
final class TraceFields {
  private TraceFields() {}

  /** The span that the request comes from; an invalid one when it names none, or none rightly. */
  static SpanContext caller(HttpHeaders headers) {
    if (!headers.contains(FieldNames.TRACEPARENT)) {
      return SpanContext.getInvalid();
    }
    Context read =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), headers, TraceFields::value);
    return Span.fromContext(read).getSpanContext();
  }

  /** The value that names a span (section 3.2). */
  static AsciiString parent(String trace, String span, String flags) {
    return new AsciiString("00-" + trace + "-" + span + "-" + flags);
  }

  /** Two parents are none; the state may stand on several lines (section 3.3.1.1). */
  private static @Nullable String value(@Nullable HttpHeaders headers, String name) {
    List<String> values = headers == null ? List.of() : headers.getAll(name);
    if (values.isEmpty() || (values.size() > 1 && FieldNames.TRACEPARENT.contentEquals(name))) {
      return null;
    }
    return values.size() == 1 ? values.getFirst() : String.join(",", values);
  }
}
