package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.accesslog.AccessBuffer;
import dev.aviary.balancer.accesslog.AccessEntry;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.trace.RequestTrace;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Measures one request, and writes its line of the access log and its span when it ends. */
public final class AccessRecord {
  private final AccessBuffer log;
  private final Peer peer;
  private final HttpRequest request;
  private final @Nullable RequestTrace trace;
  private final String target;
  private final long startedAt = System.nanoTime();
  private @Nullable Endpoint endpoint;
  private long attemptAt = startedAt;
  private int attempts;

  public AccessRecord(AccessBuffer log, Peer peer, HttpRequest request) {
    this(log, peer, request, null);
  }

  /**
   * @param trace null: requests are not traced
   */
  AccessRecord(AccessBuffer log, Peer peer, HttpRequest request, @Nullable RequestTrace trace) {
    this.log = log;
    this.peer = peer;
    this.request = request;
    this.trace = trace;
    this.target = request.uri();
  }

  /** Nanoseconds since the request's head was read. */
  long took() {
    return System.nanoTime() - startedAt;
  }

  /** Nanoseconds from the request's head to the choice of the last endpoint. */
  long beforeAttempt() {
    return attemptAt - startedAt;
  }

  /** The request becomes what this app gets. */
  void routed(String app) {
    if (trace != null) {
      trace.routed(app);
      trace.forward(request.headers());
    }
  }

  /** The request waited for the end of a pause. */
  void resumed() {
    attemptAt = System.nanoTime();
    if (trace != null) {
      trace.resumed();
    }
  }

  /** The request goes to this endpoint now. */
  void attempted(Endpoint next) {
    endpoint = next;
    if (attempts > 0) {
      attemptAt = System.nanoTime();
    }
    attempts++;
    if (trace != null) {
      trace.attempted(next);
    }
  }

  /**
   * Writes the record to the access log, and ends the span.
   *
   * @param status what the client got; 0 when it left before
   * @param refusal why the balancer answered in the app's place; null: it did not
   * @param took nanoseconds from the request's head to the answer's end
   */
  public void write(
      int status, @Nullable VisitorRefusal refusal, long took, long bytesIn, long bytesOut) {
    if (log.enabled()) {
      log.add(entry(status, refusal, took, bytesIn, bytesOut));
    }
    if (trace != null) {
      trace.end(status, refusal);
    }
  }

  private AccessEntry entry(
      int status, @Nullable VisitorRefusal refusal, long took, long bytesIn, long bytesOut) {
    HttpHeaders headers = request.headers();
    return new AccessEntry(
        System.currentTimeMillis(),
        took,
        peer.address(),
        peer.tls(),
        request.method().name(),
        headers.get(HttpHeaderNames.HOST, ""),
        target,
        RequestId.of(headers),
        headers.get(HttpHeaderNames.USER_AGENT),
        status,
        refusal == null ? null : refusal.code(),
        bytesIn,
        bytesOut,
        endpoint,
        attempts);
  }
}
