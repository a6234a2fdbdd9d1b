package dev.aviary.contract.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code traceparent} and {@code tracestate} (W3C Trace Context, level 2). */
public final class TraceContextFields {
  public static final String PARENT = "traceparent";

  private TraceContextFields() {}

  /**
   * The span that a request comes from; an invalid one when it names none, or none rightly.
   *
   * @param fields all values of the header field of that name
   */
  public static SpanContext caller(Function<String, List<String>> fields) {
    Context read =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), fields, TraceContextFields::value);
    return Span.fromContext(read).getSpanContext();
  }

  /** The span that a value of {@code traceparent} names; null names none. */
  public static SpanContext named(@Nullable String parent) {
    return parent == null
        ? SpanContext.getInvalid()
        : caller(name -> name.equals(PARENT) ? List.of(parent) : List.of());
  }

  /** The value that names a span (section 3.2). */
  public static String parent(SpanContext span) {
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  /** Two parents are none; the state may stand on several lines (section 3.3.1.1). */
  private static @Nullable String value(
      @Nullable Function<String, List<String>> fields, String name) {
    List<String> values = fields == null ? List.of() : fields.apply(name);
    if (values.isEmpty() || (values.size() > 1 && name.equals(PARENT))) {
      return null;
    }
    return values.size() == 1 ? values.getFirst() : String.join(",", values);
  }
}
