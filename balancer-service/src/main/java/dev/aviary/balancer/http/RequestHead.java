package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Set;

/**
 * The head of a request on its way from client to backend. This record keeps what the head says
 * about the connection of the client; then the same Netty object is changed to what the backend
 * gets.
 *
 * @param head no answer to it has a body
 * @param http10 the client speaks HTTP/1.0: no chunks, no interim answers, no further request
 * @param http2 the client speaks HTTP/2
 * @param keepAlive the client may send another request on the connection
 * @param body a body follows
 * @param idempotent asking twice does what asking once does (RFC 9110, 9.2.2)
 * @param continues the client waits for "100 Continue" before it sends its body
 * @param upgrade the client offers to speak another protocol
 * @param takesTrailers the client said that it reads trailers (RFC 9110, 10.1.4)
 */
public record RequestHead(
    HttpRequest request,
    boolean head,
    boolean http10,
    boolean http2,
    boolean keepAlive,
    boolean body,
    boolean idempotent,
    boolean continues,
    boolean upgrade,
    boolean takesTrailers) {
  private static final AsciiString H2C = AsciiString.cached("h2c");
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  /** Reads a head that arrived over HTTP/1 and that the {@link FrameCheck} let pass. */
  public static RequestHead read(HttpRequest request) {
    return read(request, false);
  }

  /** The same, of one that {@link Http2Request} made. */
  public static RequestHead readHttp2(HttpRequest request) {
    return read(request, true);
  }

  private static RequestHead read(HttpRequest request, boolean http2) {
    HttpHeaders headers = request.headers();
    boolean http10 = http10(request);
    boolean body = body(request);
    return new RequestHead(
        request,
        request.method().equals(HttpMethod.HEAD),
        http10,
        http2,
        !http10 && !HopHeaders.asksToClose(headers),
        body,
        IDEMPOTENT.contains(request.method()),
        !http10 && body && HttpUtil.is100ContinueExpected(request),
        !http10 && !http2 && !body && offersUpgrade(headers),
        !http10 && takesTrailers(headers));
  }

  private static boolean takesTrailers(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.TE)
        && headers.containsValue(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS, true);
  }

  /** The same as {@link #upgrade}, of a request that is not checked yet. */
  public static boolean offersUpgrade(HttpRequest request) {
    return request.decoderResult().isSuccess()
        && offersUpgrade(request.headers())
        && !http10(request)
        && !body(request);
  }

  private static boolean http10(HttpRequest request) {
    return request.protocolVersion().minorVersion() == 0;
  }

  private static boolean body(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  /** The host that is asked for; empty when an HTTP/1.0 client names none. */
  public String host() {
    String host = request.headers().get(HttpHeaderNames.HOST);
    return host == null ? "" : Host.name(host);
  }

  /**
   * Makes the request what the backend gets.
   *
   * @param via the balancer's own name
   * @param ownHost stands in for the Host field that an HTTP/1.0 client need not send
   */
  public void prepare(Via via, String ownHost) {
    HttpHeaders headers = request.headers();
    boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    String protocol = upgrade ? headers.get(HttpHeaderNames.UPGRADE) : null;
    HopHeaders.remove(headers);
    if (chunked) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (protocol != null) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, protocol);
    }
    if (!continues) {
      headers.remove(HttpHeaderNames.EXPECT);
    }
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.set(HttpHeaderNames.HOST, ownHost);
    }
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
    via.add(headers, this);
  }

  /**
   * Cuts a prefix off the path and tells it, behind the one that a trusted proxy cut off before;
   * nothing happens to an empty one.
   */
  public void strip(String prefix) {
    if (!prefix.isEmpty()) {
      String before = request.headers().get(FieldNames.X_FORWARDED_PREFIX, "");
      request.headers().set(FieldNames.X_FORWARDED_PREFIX, before + prefix);
      request.setUri(TargetPath.cut(request.uri(), prefix));
    }
  }

  /** An upgrade to HTTP/2 is refused: in a tunnel its requests would pass without any check. */
  private static boolean offersUpgrade(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.UPGRADE)
        && HopHeaders.lists(headers, HttpHeaderValues.UPGRADE)
        && !headers.containsValue(HttpHeaderNames.UPGRADE, H2C, true);
  }
}
