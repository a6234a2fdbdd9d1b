package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;

/**
 * Towards backends: writes requests, reads responses, one exchange at a time. Unlike Netty's own
 * codec it keeps the target's bytes and can tell that bytes came after an answer.
 */
public final class ClientCodec
    extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
  private static final AsciiString VERSION_AND_END = AsciiString.cached(" HTTP/1.1\r\n");

  private final Decoder decoder;
  private boolean head;

  public ClientCodec(Limits limits) {
    decoder = new Decoder(limits);
    init(decoder, new Encoder());
  }

  /** Whether bytes wait that belong to no answer that was asked for. */
  public boolean holdsLeftovers() {
    return decoder.leftovers();
  }

  private final class Decoder extends HttpResponseDecoder {
    Decoder(Limits limits) {
      super(ServerCodec.config(limits));
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
      AsciiString known = FieldNames.spelt(line, start, length);
      return known == null ? super.splitHeaderName(line, start, length) : known;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      return head
          || ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL
          || super.isContentAlwaysEmpty(message);
    }

    boolean leftovers() {
      return actualReadableBytes() > 0;
    }
  }

  private final class Encoder extends HttpRequestEncoder {
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
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) {
      head = request.method().equals(HttpMethod.HEAD);
      Latin1.text(request.method().asciiName(), buffer);
      buffer.writeByte(' ');
      Latin1.text(request.uri(), buffer);
      Latin1.text(VERSION_AND_END, buffer);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
      Latin1.headers(headers, buffer);
    }
  }
}
