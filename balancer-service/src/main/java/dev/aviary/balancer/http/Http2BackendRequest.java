package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Set;

/** The field section of a request in the form that HTTP/2 has for it (RFC 9113, section 8.3.1). */
public final class Http2BackendRequest {
  private static final AsciiString HTTP = AsciiString.cached("http");

  /** What is about an HTTP/1 connection, and Host, which HTTP/2 calls {@code :authority}. */
  private static final Set<AsciiString> LEFT_OUT =
      Set.of(
          HttpHeaderNames.HOST,
          HttpHeaderNames.CONNECTION,
          FieldNames.KEEP_ALIVE,
          FieldNames.PROXY_CONNECTION,
          HttpHeaderNames.TE,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.UPGRADE,
          FieldNames.HTTP2_SETTINGS);

  private Http2BackendRequest() {}

  /** The header section; the request stays as it is, since it may be sent again over HTTP/1. */
  public static Http2Headers head(RequestHead head) {
    HttpRequest request = head.request();
    AsciiString[] all = Http2Response.fields(request.headers());
    var kept = new AsciiString[all.length + 2];
    int size = 0;
    for (int i = 0; i < all.length; i += 2) {
      if (!LEFT_OUT.contains(all[i])) {
        kept[size++] = all[i];
        kept[size++] = all[i + 1];
      }
    }
    if (head.takesTrailers()) {
      kept[size++] = HttpHeaderNames.TE;
      kept[size++] = HttpHeaderValues.TRAILERS;
    }
    return ReadOnlyHttp2Headers.clientHeaders(
        false,
        request.method().asciiName(),
        AsciiString.of(request.uri()),
        HTTP,
        AsciiString.of(request.headers().get(HttpHeaderNames.HOST, "")),
        Arrays.copyOf(kept, size));
  }
}
