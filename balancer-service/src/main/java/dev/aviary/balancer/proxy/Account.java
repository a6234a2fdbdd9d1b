package dev.aviary.balancer.proxy;

import dev.aviary.balancer.accesslog.AccessBuffer;
import dev.aviary.balancer.accesslog.AccessEntry;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.route.Place;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What one request cost and came to; told to the access log when it ends. */
final class Account {
  private final AccessBuffer log;
  private final Peer peer;
  private final HttpRequest request;
  private final long startedAt = System.nanoTime();
  private @Nullable Place place;
  private long askedAt = startedAt;
  private int attempts;

  Account(AccessBuffer log, Peer peer, HttpRequest request) {
    this.log = log;
    this.peer = peer;
    this.request = request;
  }

  /** Nanoseconds since the request's head was read. */
  long took() {
    return System.nanoTime() - startedAt;
  }

  /** Nanoseconds until the place was chosen that was asked last: not that place's. */
  long before() {
    return askedAt - startedAt;
  }

  /** The request waited for the end of a pause. */
  void resumed() {
    askedAt = System.nanoTime();
  }

  void asked(Place now) {
    place = now;
    if (attempts > 0) {
      askedAt = System.nanoTime();
    }
    attempts++;
  }

  /**
   * @param status what the client got; 0 when it left before
   * @param refusal why the balancer answered in the app's place; null: it did not
   * @param took nanoseconds from the request's head to the answer's end
   */
  void close(int status, @Nullable Refusal refusal, long took, long bytesIn, long bytesOut) {
    if (log.enabled()) {
      log.add(entry(status, refusal, took, bytesIn, bytesOut));
    }
  }

  private AccessEntry entry(
      int status, @Nullable Refusal refusal, long took, long bytesIn, long bytesOut) {
    HttpHeaders headers = request.headers();
    return new AccessEntry(
        System.currentTimeMillis(),
        took,
        peer.address(),
        request.method().name(),
        headers.get(HttpHeaderNames.HOST, ""),
        request.uri(),
        RequestId.of(headers),
        headers.get(HttpHeaderNames.USER_AGENT),
        status,
        refusal == null ? null : refusal.code(),
        bytesIn,
        bytesOut,
        place,
        attempts);
  }
}
