package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
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
 * Unlike Netty's own codec it keeps the bytes of the target, and knows when bytes follow an answer.
 */
public final class ClientCodec extends HttpResponseDecoder implements WriteCoalescer.Handler {
  private static final AsciiString VERSION_AND_END = AsciiString.cached(" HTTP/1.1\r\n");

  private final WriteCoalescer writes = new WriteCoalescer(new Encoder());
  private boolean lineRead;
  private boolean head;

  public ClientCodec(Limits limits) {
    super(ServerCodec.config(limits));
  }

  /** Whether bytes wait that belong to no answer. */
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
    writes.end(ctx);
    super.handlerRemoved0(ctx);
  }

  @Override
  public WriteCoalescer writes() {
    return writes;
  }

  private final class Encoder extends HttpRequestEncoder implements WriteCoalescer.Encoding {
    @Override
    public void encode(ChannelHandlerContext ctx, Object message, List<Object> parts)
        throws Exception {
      super.encode(ctx, message, parts);
    }

    @Override
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) {
      head = request.method().equals(HttpMethod.HEAD);
      HeaderWriter.text(request.method().asciiName(), buffer);
      buffer.writeByte(' ');
      HeaderWriter.text(request.uri(), buffer);
      HeaderWriter.text(VERSION_AND_END, buffer);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
      HeaderWriter.headers(headers, buffer);
    }
  }
}
