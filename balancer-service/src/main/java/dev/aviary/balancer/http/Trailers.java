package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/** Fields after a chunked body (RFC 9110, section 6.5). */
public final class Trailers {
  /** What would change how a message is framed, routed or authorised if somebody merged it. */
  private static final List<AsciiString> NEVER =
      List.of(
          HttpHeaderNames.CONNECTION,
          HopHeaders.KEEP_ALIVE,
          HopHeaders.PROXY_CONNECTION,
          HttpHeaderNames.TE,
          HttpHeaderNames.UPGRADE,
          HttpHeaderNames.HOST,
          HttpHeaderNames.AUTHORIZATION,
          HttpHeaderNames.COOKIE,
          HttpHeaderNames.SET_COOKIE,
          HttpHeaderNames.CONTENT_ENCODING,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.CONTENT_RANGE);

  private Trailers() {}

  public static void prepare(LastHttpContent last) {
    HttpHeaders trailers = last.trailingHeaders();
    if (!trailers.isEmpty()) {
      NEVER.forEach(trailers::remove);
    }
  }
}
