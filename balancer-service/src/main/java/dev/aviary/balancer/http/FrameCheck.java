package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request's head is one that the balancer and a backend cannot read differently:
 * where the body ends, which host is meant, what the target is. Anything doubtful is refused and
 * the connection closed, because the bytes that follow could be read as another request.
 */
public final class FrameCheck {
  private static final VisitorRefusal FRAMING =
      Refusals.bad("bad-framing", "The request does not say clearly how long its body is.");
  private static final VisitorRefusal HOST =
      Refusals.bad("bad-host", "A request needs one Host field with a valid host name.");

  private final Limits limits;

  public FrameCheck(Limits limits) {
    this.limits = limits;
  }

  /** Why the request is refused; null when it may pass. Makes its target origin-form. */
  public @Nullable VisitorRefusal check(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Refusals.badHead(request.decoderResult().cause());
    }
    if (request.headers().size() > limits.headers()) {
      return Refusals.TOO_MANY_HEADERS;
    }
    HttpVersion version = request.protocolVersion();
    if (version.majorVersion() != 1) {
      return Refusals.VERSION;
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      return Refusals.CONNECT;
    }
    VisitorRefusal refusal = framing(request);
    if (refusal == null) {
      refusal = host(request, version.minorVersion() == 0);
    }
    if (refusal == null) {
      refusal = MaxForwards.check(request);
    }
    return refusal == null ? Target.normalise(request) : refusal;
  }

  /** RFC 9112, sections 6.1 to 6.3. */
  private @Nullable VisitorRefusal framing(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean lengthGiven = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      if (lengthGiven || request.protocolVersion().minorVersion() == 0) {
        return FRAMING;
      }
      return coding(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
    }
    if (lengthGiven) {
      return length(headers.getAll(HttpHeaderNames.CONTENT_LENGTH));
    }
    return lengthImagined(headers) ? FRAMING : null;
  }

  /**
   * The decoder gives a body of 8 bytes to a request with these fields, as a draft of WebSocket did
   * (hixie-76); to everybody else those bytes are the beginning of the next request.
   */
  private static boolean lengthImagined(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)
        && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY2);
  }

  private static @Nullable VisitorRefusal coding(List<String> codings) {
    if (codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")) {
      return null;
    }
    String last = codings.getLast().strip();
    String lastCoding = last.substring(last.lastIndexOf(',') + 1).strip();
    boolean chunkedIsLast = lastCoding.equalsIgnoreCase("chunked");
    boolean onlyChunked =
        codings.stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .allMatch(each -> each.strip().equalsIgnoreCase("chunked"));
    return chunkedIsLast && !onlyChunked ? Refusals.CODING : FRAMING;
  }

  private @Nullable VisitorRefusal length(List<String> lengths) {
    String length = lengths.getFirst();
    if (lengths.size() != 1
        || length.isEmpty()
        || length.length() > 18
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return FRAMING;
    }
    return Long.parseLong(length) > limits.bodyBytes() ? Refusals.BODY_TOO_LARGE : null;
  }

  /** RFC 9112, section 3.2. */
  private static @Nullable VisitorRefusal host(HttpRequest request, boolean http10) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return http10 ? null : HOST;
    }
    return hosts.size() == 1 && Host.valid(hosts.getFirst()) ? null : HOST;
  }
}
