package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * The header of an HTTP/1.0 request. Of several Content-Length fields in one the decoder keeps the
 * first and hides the others; another party may have used another one (RFC 9112, section 6.3).
 */
final class OldRequestHeaders extends DefaultHttpHeaders {

  @Override
  public HttpHeaders set(CharSequence name, Object value) {
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      throw new IllegalArgumentException(
          "more than one Content-Length, or one that is not a number");
    }
    return super.set(name, value);
  }
}
