package dev.aviary.builder.listener;

import dev.aviary.contract.trace.TraceContextFields;
import io.micronaut.http.HttpRequest;
import io.opentelemetry.api.trace.SpanContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for logs and traces. The balancer says it of what it lets through,
 * and both listeners are on loopback, so no stranger does.
 *
 * @param client address of the client; behind proxies that the balancer trusts, theirs follow
 * @param request the id under which the balancer's access log has the request; empty without one
 * @param traceparent the span that it comes from (W3C Trace Context), where that is recorded; null:
 *     it names none
 */
public record Origin(String client, String request, @Nullable String traceparent) {
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
  private static final int LONGEST = 200;

  /** As the balancer says it, or else as the connection does. */
  public static Origin of(HttpRequest<?> request) {
    String chain = String.join(", ", request.getHeaders().getAll("X-Forwarded-For"));
    return new Origin(
        chain.isEmpty()
            ? request.getRemoteAddress().getAddress().getHostAddress()
            : printable(chain),
        request.getHeaders().findFirst("X-Request-Id").map(Origin::printable).orElse(""),
        parent(request));
  }

  /** A span that nobody records would be a parent that is missing. */
  private static @Nullable String parent(HttpRequest<?> request) {
    SpanContext caller = TraceContextFields.caller(request.getHeaders()::getAll);
    return caller.isSampled() ? TraceContextFields.parent(caller) : null;
  }

  private static String printable(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}
