package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;

/**
 * Towards backends: writes requests, reads responses, one exchange at a time. Unlike Netty's own
 * codec it keeps the target's bytes and can tell that bytes came after an answer.
 */
public final class ClientCodec
    extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
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
    @Override
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) {
      head = request.method().equals(HttpMethod.HEAD);
      Latin1.text(request.method().asciiName(), buffer);
      buffer.writeByte(' ');
      Latin1.text(request.uri(), buffer);
      buffer.writeByte(' ');
      Latin1.text(request.protocolVersion().text(), buffer);
      Latin1.lineEnd(buffer);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
      Latin1.headers(headers, buffer);
    }
  }
}
