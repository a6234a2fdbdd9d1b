package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.http.Host;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenge {@code http-01} of a certificate authority (RFC 8555, section 8.3) while it
 * is open for the host. At other times the path is the app's.
 */
final class ChallengePath {
  private static final String PATH = "/.well-known/acme-challenge/";

  private final ChallengeAnswers answers;

  ChallengePath(ChallengeAnswers answers) {
    this.answers = answers;
  }

  /** The answer; null: the request goes on. */
  @Nullable FullHttpResponse answer(HttpRequest request) {
    if (!request.uri().startsWith(PATH) || !reads(request.method())) {
      return null;
    }
    String host = Host.name(request.headers().get(HttpHeaderNames.HOST, ""));
    String text = answers.http(host, request.uri().substring(PATH.length()));
    return text == null
        ? null
        : page(ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text));
  }

  private static boolean reads(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private static FullHttpResponse page(ByteBuf text) {
    var page = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, text);
    page.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
        .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    return page;
  }
}
