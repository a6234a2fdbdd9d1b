package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;

/*
 * HAProxy closes a connection over the limit without an answer, which gives a person no reason.
 * nginx answers 503 once it has read a request, which keeps the connection open for as long as the
 * client likes. The balancer answers at once and reads nothing. A client that has sent its request
 * by then may see a reset after the answer.
 */

/** The answer to a connection over the limit, sent before a request is read. */
final class TooManyConnections {
  private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(encoded()).asReadOnly();

  private TooManyConnections() {}

  static void answer(Channel channel) {
    channel.writeAndFlush(ANSWER.duplicate()).addListener(ChannelFutureListener.CLOSE);
  }

  private static ByteBuf encoded() {
    FullHttpResponse page = RefusalPage.of(Refusals.TOO_MANY_CONNECTIONS);
    page.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    var encoder = new EmbeddedChannel(new HttpResponseEncoder());
    encoder.writeOutbound(page);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    encoder.finishAndReleaseAll();
    return all;
  }
}
