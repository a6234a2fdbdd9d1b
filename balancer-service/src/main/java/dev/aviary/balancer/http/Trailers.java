package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/** Fields after a chunked body (RFC 9110, section 6.5). */
public final class Trailers {
  /**
   * Fields that change how a message is framed, routed or authorised when a receiver merges them.
   */
  private static final List<AsciiString> NEVER =
      List.of(
          HttpHeaderNames.CONNECTION,
          FieldNames.KEEP_ALIVE,
          FieldNames.PROXY_CONNECTION,
          HttpHeaderNames.TE,
          HttpHeaderNames.UPGRADE,
          HttpHeaderNames.HOST,
          HttpHeaderNames.EXPECT,
          HttpHeaderNames.MAX_FORWARDS,
          HttpHeaderNames.VIA,
          HttpHeaderNames.RANGE,
          HttpHeaderNames.CACHE_CONTROL,
          HttpHeaderNames.AUTHORIZATION,
          HttpHeaderNames.PROXY_AUTHORIZATION,
          HttpHeaderNames.COOKIE,
          HttpHeaderNames.SET_COOKIE,
          HttpHeaderNames.LOCATION,
          HttpHeaderNames.CONTENT_ENCODING,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.CONTENT_RANGE,
          RequestId.NAME);

  private Trailers() {}

  /** Whether there are more of them than a request may have. */
  public static boolean tooMany(LastHttpContent last, Limits limits) {
    return last.trailingHeaders().size() > limits.headers();
  }

  /** Makes the trailer section of a request what the backend gets, as of an untrusted peer. */
  public static void prepare(LastHttpContent last, FieldFilter filter) {
    prepare(last);
    HttpHeaders trailers = last.trailingHeaders();
    if (!trailers.isEmpty()) {
      filter.apply(trailers, false);
    }
  }

  /** Makes the trailer section of an answer what the client gets. */
  public static void prepare(LastHttpContent last) {
    HttpHeaders trailers = last.trailingHeaders();
    if (!trailers.isEmpty()) {
      NEVER.forEach(trailers::remove);
    }
  }
}
