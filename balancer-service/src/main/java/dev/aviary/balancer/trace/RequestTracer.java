package dev.aviary.balancer.trace;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.TargetPath;
import dev.aviary.contract.trace.Traces;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/*
 * A trace is the caller's where the caller names one, whoever that is: a name grants nothing. Whether
 * it is recorded costs something, so that only a trusted proxy decides it. For all others it is drawn
 * here, and not by the trace's id, which a caller could choose so that it is always drawn.
 */

/** Decides which requests of one event loop get a span, and begins it. */
public final class RequestTracer {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> METHOD_AS_SENT =
      AttributeKey.stringKey("http.request.method_original");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");

  /** Others are one value: whoever sends requests could make any number of them. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final IdGenerator IDS = IdGenerator.random();

  private final Tracer tracer;
  private final double ratio;
  private final RandomGenerator random;

  private RequestTracer(Tracer tracer, double ratio, RandomGenerator random) {
    this.tracer = tracer;
    this.ratio = ratio;
    this.random = random;
  }

  /** One that begins spans in these; null: no spans are wanted. */
  public static @Nullable RequestTracer of(Traces traces, RandomGenerator random) {
    Tracer tracer = traces.tracer();
    return tracer == null ? null : new RequestTracer(tracer, traces.ratio(), random);
  }

  /** To be called before anything of the request is changed. */
  public RequestTrace begin(RequestHead head, Peer peer) {
    SpanContext caller = TraceFields.caller(head.request().headers());
    boolean believed = caller.isValid() && peer.trusted();
    boolean sampled = believed ? caller.isSampled() : random.nextDouble() < ratio;
    if (sampled) {
      Span span = span(head, peer, caller);
      SpanContext own = span.getSpanContext();
      return new RequestTrace(
          span,
          TraceFields.parent(own.getTraceId(), own.getSpanId(), own.getTraceFlags().asHex()),
          caller.isValid());
    }
    return new RequestTrace(null, unsampled(caller), caller.isValid());
  }

  /** What tells the app not to record; null: the caller said so itself. */
  private static @Nullable AsciiString unsampled(SpanContext caller) {
    if (!caller.isValid()) {
      String flags = flags(IDS.generatesRandomTraceIds());
      return TraceFields.parent(IDS.generateTraceId(), IDS.generateSpanId(), flags);
    }
    return caller.isSampled()
        ? TraceFields.parent(
            caller.getTraceId(),
            IDS.generateSpanId(),
            flags(caller.getTraceFlags().isTraceIdRandom()))
        : null;
  }

  private static String flags(boolean randomId) {
    return TraceFlags.builder().setSampled(false).setRandomTraceId(randomId).build().asHex();
  }

  /** HTTP semantic conventions, server spans. The client's address and agent are left out. */
  private Span span(RequestHead head, Peer peer, SpanContext caller) {
    HttpHeaders headers = head.request().headers();
    String sent = head.request().method().name();
    boolean known = METHODS.contains(sent);
    SpanBuilder builder =
        tracer
            .spanBuilder(known ? sent : "HTTP")
            .setParent(Context.root().with(Span.wrap(caller)))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, known ? sent : "_OTHER")
            .setAttribute(SCHEME, peer.tls() != null || peer.secures(headers) ? "https" : "http")
            .setAttribute(PATH, TargetPath.of(head.request().uri()))
            .setAttribute(VERSION, head.http2() ? "2" : head.http10() ? "1.0" : "1.1");
    if (!known) {
      builder.setAttribute(METHOD_AS_SENT, sent);
    }
    if (!head.host().isEmpty()) {
      builder.setAttribute(HOST, head.host());
    }
    return builder.startSpan();
  }
}
