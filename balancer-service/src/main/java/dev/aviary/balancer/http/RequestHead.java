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
 * A request's head on its way from client to backend: what it says about the client's connection is
 * kept here, then the same object is changed to what the backend gets.
 *
 * @param head no answer to it has a body
 * @param http10 the client speaks HTTP/1.0: no chunks, no interim answers, no further request
 * @param keepAlive the client may send another request on the connection
 * @param body a body follows
 * @param repeatable asking twice does what asking once does (RFC 9110, 9.2.2)
 * @param continues the client waits for "100 Continue" before it sends its body
 * @param upgrade the client offers to speak another protocol
 */
public record RequestHead(
    HttpRequest request,
    boolean head,
    boolean http10,
    boolean keepAlive,
    boolean body,
    boolean repeatable,
    boolean continues,
    boolean upgrade) {
  private static final AsciiString VIA = AsciiString.cached("1.1 aviary");
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString X_FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString X_FORWARDED_PORT = AsciiString.cached("x-forwarded-port");
  private static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString X_REAL_IP = AsciiString.cached("x-real-ip");
  private static final AsciiString HTTP = AsciiString.cached("http");
  private static final AsciiString H2C = AsciiString.cached("h2c");
  private static final Set<HttpMethod> REPEATABLE =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  /** Reads a head that the {@link FrameCheck} let pass. */
  public static RequestHead read(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean http10 = request.protocolVersion().minorVersion() == 0;
    boolean body =
        headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            || HttpUtil.getContentLength(request, 0L) > 0;
    return new RequestHead(
        request,
        request.method().equals(HttpMethod.HEAD),
        http10,
        !http10 && !HopHeaders.asksToClose(headers),
        body,
        REPEATABLE.contains(request.method()),
        !http10 && body && HttpUtil.is100ContinueExpected(request),
        !http10 && !body && offersUpgrade(headers));
  }

  /** The host that is asked for; empty when an HTTP/1.0 client names none. */
  public String host() {
    String host = request.headers().get(HttpHeaderNames.HOST);
    return host == null ? "" : Host.name(host);
  }

  /**
   * Makes the request what the backend gets. What a client says of itself in forwarding headers is
   * dropped: anybody can say it.
   *
   * @param client the client's address
   * @param ownHost stands in for the Host field that an HTTP/1.0 client need not send
   */
  public void prepare(String client, String ownHost) {
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
    forward(headers, client);
  }

  private static void forward(HttpHeaders headers, String client) {
    headers.remove(FORWARDED).remove(X_REAL_IP).remove(X_FORWARDED_PORT);
    headers.set(X_FORWARDED_FOR, client);
    headers.set(X_FORWARDED_PROTO, HTTP);
    headers.set(X_FORWARDED_HOST, headers.get(HttpHeaderNames.HOST));
    headers.add(HttpHeaderNames.VIA, VIA);
  }

  /** HTTP/2 is not relayed: as a tunnel it would lead past every check that is made here. */
  private static boolean offersUpgrade(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.UPGRADE)
        && HopHeaders.lists(headers, HttpHeaderValues.UPGRADE)
        && !headers.containsValue(HttpHeaderNames.UPGRADE, H2C, true);
  }
}
