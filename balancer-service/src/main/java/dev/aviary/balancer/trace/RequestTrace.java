package dev.aviary.balancer.trace;

import dev.aviary.balancer.http.FieldNames;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.contract.app.Member;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** The trace that one request belongs to, with its span where it has one. */
public final class RequestTrace {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> REFUSAL = AttributeKey.stringKey("aviary.refusal");
  private static final AttributeKey<String> APP = AttributeKey.stringKey("aviary.app");
  private static final AttributeKey<String> TRACK = AttributeKey.stringKey("aviary.track");
  private static final AttributeKey<String> SLOT = AttributeKey.stringKey("aviary.slot");
  private static final AttributeKey<String> RELEASE = AttributeKey.stringKey("aviary.release");
  private static final AttributeKey<String> DEPLOYMENT =
      AttributeKey.stringKey("aviary.deployment");

  private final @Nullable Span span;
  private final @Nullable AsciiString parent;
  private final boolean callers;

  /**
   * @param span null: it is not recorded
   * @param parent the {@code traceparent} that the app gets; null: the caller's
   * @param callers whether the caller began it
   */
  RequestTrace(@Nullable Span span, @Nullable AsciiString parent, boolean callers) {
    this.span = span;
    this.parent = parent;
    this.callers = callers;
  }

  /** Sets the fields by which the app takes part. */
  public void forward(HttpHeaders headers) {
    if (parent != null) {
      headers.set(FieldNames.TRACEPARENT, parent);
    }
    if (!callers) {
      headers.remove(FieldNames.TRACESTATE);
    }
  }

  /** The request is one of this app's. */
  public void routed(String app) {
    if (span != null) {
      span.setAttribute(APP, app);
    }
  }

  /** The request goes to this endpoint now; to one after the other where the first fails. */
  public void attempted(Endpoint endpoint) {
    if (span != null) {
      Member member = endpoint.backend().member();
      Attributes where =
          Attributes.of(
              TRACK,
              endpoint.slot().track().id(),
              SLOT,
              endpoint.slot().id(),
              RELEASE,
              member.release(),
              DEPLOYMENT,
              member.deployment());
      span.setAllAttributes(where);
      span.addEvent("aviary.attempt", where);
    }
  }

  /** The request waited for the end of a pause. */
  public void resumed() {
    if (span != null) {
      span.addEvent("aviary.resumed");
    }
  }

  /**
   * The request ended.
   *
   * @param status what the client got; 0 when it left before
   * @param refusal why the balancer answered in the app's place; null: it did not
   */
  public void end(int status, @Nullable VisitorRefusal refusal) {
    if (span == null) {
      return;
    }
    if (refusal != null) {
      span.setAttribute(REFUSAL, refusal.code());
    }
    if (status == 0) {
      span.setAttribute(ERROR, "client_left");
    } else {
      span.setAttribute(STATUS, (long) status);
    }
    if (status >= 500) {
      span.setAttribute(ERROR, Integer.toString(status));
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
