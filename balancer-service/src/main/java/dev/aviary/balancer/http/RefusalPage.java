package dev.aviary.balancer.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** A {@link VisitorRefusal} as a client sees it: plain text that a person can read. */
public final class RefusalPage {
  /** Why the balancer answered in the app's place. */
  public static final AsciiString ERROR = AsciiString.cached("X-Aviary-Error");

  /** The same where the balancer answers without refusing anything. */
  static final AsciiString ANSWERED_BY = AsciiString.cached("X-Aviary-Answer");

  /** The name of the proxy and the type of its error (RFC 9209). */
  private static final AsciiString PROXY_STATUS = AsciiString.cached("Proxy-Status");

  private static final AsciiString PLAIN = AsciiString.cached("text/plain; charset=utf-8");
  private static final AsciiString NO_STORE = AsciiString.cached("no-store");

  /** RFC 7617, sections 2 and 2.1. */
  private static final AsciiString CHALLENGE =
      AsciiString.cached("Basic realm=\"Restricted\", charset=\"UTF-8\"");

  private RefusalPage() {}

  public static FullHttpResponse of(VisitorRefusal refusal) {
    HttpResponseStatus status = refusal.status();
    String reason = refusal.silent() ? "" : "%n%s%n".formatted(refusal.message());
    String text = "%d %s%n%s".formatted(status.code(), status.reasonPhrase(), reason);
    var page =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text));
    page.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, PLAIN)
        .set(HttpHeaderNames.CONTENT_LENGTH, page.content().readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
    if (!refusal.silent()) {
      page.headers().set(ERROR, refusal.code()).set(PROXY_STATUS, ProxyStatus.of(refusal));
    }
    if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
      page.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)
        || status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
      page.headers().set(HttpHeaderNames.RETRY_AFTER, refusal.retrySeconds());
    }
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      page.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    return page;
  }
}
