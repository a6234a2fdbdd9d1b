package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * Towards clients: reads requests, writes responses. Netty's own {@code HttpServerCodec} takes an
 * interim answer for the answer to a HEAD request, and then gives the final one a body; here
 * whoever answers says which kind of request it is.
 */
public final class ServerCodec
    extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
  private boolean head;

  public ServerCodec(Limits limits) {
    init(new HttpRequestDecoder(config(limits)), new Encoder());
  }

  /** Whether the answers that follow belong to a HEAD request. */
  public void answersHead(boolean answersHead) {
    head = answersHead;
  }

  static HttpDecoderConfig config(Limits limits) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(limits.targetBytes())
        .setMaxHeaderSize(limits.headerBytes())
        .setMaxChunkSize(65_536)
        .setInitialBufferSize(256);
  }

  private final class Encoder extends HttpResponseEncoder {
    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      return head || super.isContentAlwaysEmpty(response);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
      Latin1.headers(headers, buffer);
    }
  }
}
