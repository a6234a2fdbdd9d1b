package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Towards backends: writes requests, reads responses, one exchange at a time, as one handler.
 * Unlike Netty's own codec it keeps the target's bytes and can tell that bytes came after an
 * answer.
 */
public final class ClientCodec extends HttpResponseDecoder implements Writing {
  private static final AsciiString VERSION_AND_END = AsciiString.cached(" HTTP/1.1\r\n");

  private final Encoder encoder = new Encoder();
  private boolean lineRead;
  private boolean head;

  public ClientCodec(Limits limits) {
    super(ServerCodec.config(limits));
  }

  /** Whether bytes wait that belong to no answer that was asked for. */
  public boolean holdsLeftovers() {
    return lineRead || actualReadableBytes() > 0;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString known = FieldNames.spelt(line, start, length);
    return known == null ? super.splitHeaderName(line, start, length) : known;
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    lineRead = true;
    return super.createMessage(initialLine);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    super.decode(ctx, buffer, out);
    if (!out.isEmpty()) {
      lineRead = false;
    }
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return head
        || ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL
        || super.isContentAlwaysEmpty(message);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    encoder.gathering.end(ctx);
    super.handlerRemoved0(ctx);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    encoder.write(ctx, message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    encoder.gathering.writeHead(ctx);
    ctx.flush();
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
