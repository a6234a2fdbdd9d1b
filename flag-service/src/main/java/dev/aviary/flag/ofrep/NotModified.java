package dev.aviary.flag.ofrep;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Answers 304 with the fields that the framework and its filters give one (RFC 9110, 15.4.5). */
final class NotModified {
  private static final DefaultHttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  private static final long SECOND = 1000;

  /** RFC 9110, section 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private long second;
  private String date = "";

  FullHttpResponse answer(Bulk kept) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.NOT_MODIFIED,
            Unpooled.EMPTY_BUFFER,
            UNCHECKED,
            UNCHECKED);
    response
        .headers()
        .set(HttpHeaderNames.ETAG, kept.tag())
        .set(HttpHeaderNames.DATE, date(kept.nowMillis()))
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, HeaderFilter.ORIGINS)
        .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, HeaderFilter.EXPOSED)
        .set(HttpHeaderNames.VARY, HeaderFilter.VARYING);
    return response;
  }

  private String date(long nowMillis) {
    long now = nowMillis / SECOND;
    if (now != second) {
      second = now;
      date = DATE.format(Instant.ofEpochSecond(now));
    }
    return date;
  }
}
