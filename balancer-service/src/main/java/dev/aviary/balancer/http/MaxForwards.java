package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many more intermediaries may pass TRACE and OPTIONS on (RFC 9110, section 7.6.2). */
public final class MaxForwards {
  private static final VisitorRefusal BAD =
      Refusals.bad("bad-max-forwards", "Max-Forwards is not one number of at most nine digits.");
  private static final AsciiString MESSAGE = AsciiString.cached("message/http");
  private static final AsciiString ALLOWED =
      AsciiString.cached("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE");

  /** Fields that an answer to TRACE leaves out (RFC 9110, section 9.3.8). */
  private static final List<AsciiString> SECRET =
      List.of(
          HttpHeaderNames.AUTHORIZATION,
          HttpHeaderNames.COOKIE,
          HttpHeaderNames.PROXY_AUTHORIZATION);

  private MaxForwards() {}

  static @Nullable VisitorRefusal check(HttpRequest request) {
    if (!counts(request)) {
      return null;
    }
    List<String> values = request.headers().getAll(HttpHeaderNames.MAX_FORWARDS);
    return values.size() == 1 && values.getFirst().matches("[0-9]{1,9}") ? null : BAD;
  }

  /** The answer where the request ends here; null, and one less, where it may go on. */
  public static @Nullable FullHttpResponse answer(HttpRequest request) {
    if (!counts(request)) {
      return null;
    }
    int left = request.headers().getInt(HttpHeaderNames.MAX_FORWARDS, 0);
    if (left > 0) {
      request.headers().set(HttpHeaderNames.MAX_FORWARDS, left - 1);
      return null;
    }
    return request.method().equals(HttpMethod.TRACE) ? echo(request) : options();
  }

  private static boolean counts(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.MAX_FORWARDS)
        && (request.method().equals(HttpMethod.TRACE)
            || request.method().equals(HttpMethod.OPTIONS));
  }

  private static FullHttpResponse options() {
    FullHttpResponse answer = ok(Unpooled.EMPTY_BUFFER);
    answer.headers().set(HttpHeaderNames.ALLOW, ALLOWED);
    return answer;
  }

  private static FullHttpResponse echo(HttpRequest request) {
    HttpHeaders shown = request.headers().copy();
    SECRET.forEach(shown::remove);
    ByteBuf message = Unpooled.buffer();
    HeaderWriter.text(
        request.method() + " " + request.uri() + " " + request.protocolVersion(), message);
    HeaderWriter.lineEnd(message);
    HeaderWriter.headers(shown, message);
    HeaderWriter.lineEnd(message);
    FullHttpResponse answer = ok(message);
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, MESSAGE);
    return answer;
  }

  private static FullHttpResponse ok(ByteBuf content) {
    var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
        .set(RefusalPage.ANSWERED_BY, "max-forwards");
    return answer;
  }
}
