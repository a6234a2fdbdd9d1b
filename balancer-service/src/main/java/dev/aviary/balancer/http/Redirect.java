package dev.aviary.balancer.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The answer that a request should be made of another host. */
public final class Redirect {
  private Redirect() {}

  /**
   * Status 308: the method stays (RFC 9110, section 15.4.9). The place is told without its scheme,
   * which stays then too, whatever stands in front of the balancer (RFC 3986, section 4.2).
   *
   * @param host that is to be asked
   * @param asked the Host field of the request; its port is kept
   * @param target of the request
   */
  public static FullHttpResponse to(String host, String asked, String target) {
    String path = target.startsWith("/") ? target : "/";
    var page =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.PERMANENT_REDIRECT, Unpooled.EMPTY_BUFFER);
    page.headers()
        .set(HttpHeaderNames.LOCATION, "//" + host + Host.port(asked) + path)
        .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
        .set(HttpHeaderNames.CACHE_CONTROL, "max-age=600");
    return page;
  }
}
