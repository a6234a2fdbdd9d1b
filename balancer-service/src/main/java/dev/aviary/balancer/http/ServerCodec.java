package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Towards clients: reads requests, writes responses. Netty's own {@code HttpServerCodec} takes an
 * interim answer for the answer to a HEAD request, and then gives the final one a body; here
 * whoever answers says which kind of request it is.
 */
public final class ServerCodec
    extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
  private final Decoder decoder;
  private boolean head;

  public ServerCodec(Limits limits) {
    decoder = new Decoder(limits);
    init(decoder, new Encoder());
  }

  /** Whether a request has begun to arrive whose head is not whole yet. */
  public boolean holdsPartOfHead() {
    return decoder.holdsPartOfHead();
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
        .setHeadersFactory(FlatHeadersFactory.INSTANCE)
        .setInitialBufferSize(256);
  }

  private static final class Decoder extends HttpRequestDecoder {
    private boolean lineRead;

    Decoder(Limits limits) {
      super(config(limits));
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
      AsciiString known = FieldNames.spelt(line, start, length);
      return known == null ? super.splitHeaderName(line, start, length) : known;
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
      lineRead = true;
      var request = (HttpRequest) super.createMessage(initialLine);
      return request.protocolVersion().minorVersion() == 0
          ? new DefaultHttpRequest(
              request.protocolVersion(), request.method(), request.uri(), new OldRequestHeaders())
          : request;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
        throws Exception {
      super.decode(ctx, buffer, out);
      if (!out.isEmpty()) {
        lineRead = false;
      }
    }

    boolean holdsPartOfHead() {
      return lineRead || actualReadableBytes() > 0;
    }
  }

  private final class Encoder extends HttpResponseEncoder {
    private final Gathering gathering = new Gathering();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
        throws Exception {
      try {
        encode(ctx, message, gathering.parts());
      } finally {
        gathering.take(ctx, message instanceof HttpMessage, promise);
      }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      gathering.writeHead(ctx);
      ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      gathering.end(ctx);
    }

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
