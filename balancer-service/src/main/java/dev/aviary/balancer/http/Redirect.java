package dev.aviary.balancer.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The answer that a request should be made at another place. */
public final class Redirect {
  private static final String MINUTES = "max-age=600";

  private Redirect() {}

  /**
   * To the same target of another host. The place is told without its scheme, which stays then too,
   * whatever stands in front of the balancer (RFC 3986, section 4.2).
   *
   * @param host that is to be asked
   * @param asked the Host field of the request; its port is kept
   * @param target of the request
   */
  public static FullHttpResponse toHost(String host, String asked, String target) {
    String path = target.startsWith("/") ? target : "/";
    FullHttpResponse page = to("//" + host + Host.port(asked) + path);
    page.headers().set(HttpHeaderNames.CACHE_CONTROL, MINUTES);
    return page;
  }

  /**
   * Status 308: the method and the body stay (RFC 9110, section 15.4.9).
   *
   * @param place an address, or a reference to one
   */
  public static FullHttpResponse to(String place) {
    var page =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.PERMANENT_REDIRECT, Unpooled.EMPTY_BUFFER);
    page.headers()
        .set(HttpHeaderNames.LOCATION, place)
        .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
    return page;
  }
}
