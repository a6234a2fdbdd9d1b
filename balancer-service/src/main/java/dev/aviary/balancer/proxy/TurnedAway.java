package dev.aviary.balancer.proxy;

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
 * HAProxy closes a connection that is one too many without a word, nginx answers 503 once it has
 * read a request. The first leaves a person guessing; the second keeps every such connection open
 * for as long as its client likes, which is what the limit is there to prevent. So: a word, at once,
 * and nothing is read. A client that has sent its request by then may see a reset after the answer.
 */

/** The answer to a connection that is one too many: given before anything is asked. */
final class TurnedAway {
  private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(encoded()).asReadOnly();

  private TurnedAway() {}

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
