package dev.aviary.balancer.trace;

import dev.aviary.balancer.http.FieldNames;
import dev.aviary.contract.trace.TraceContextFields;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.opentelemetry.api.trace.SpanContext;

/** {@code traceparent} and {@code tracestate} of a request of a visitor. */
final class TraceFields {
  private TraceFields() {}

  /** The span that the request comes from; an invalid one when it names none, or none rightly. */
  static SpanContext caller(HttpHeaders headers) {
    if (!headers.contains(FieldNames.TRACEPARENT)) {
      return SpanContext.getInvalid();
    }
    return TraceContextFields.caller(headers::getAll);
  }

  /** The value that names a span (section 3.2). */
  static AsciiString parent(String trace, String span, String flags) {
    return new AsciiString("00-" + trace + "-" + span + "-" + flags);
  }
}
