package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Towards clients: reads requests, writes responses, as one handler. Netty's own {@code
 * HttpServerCodec} takes an interim answer for the answer to a HEAD request, and then gives the
 * final one a body. Here {@link #answersHead} says which kind of request is answered.
 */
public final class ServerCodec extends HttpRequestDecoder implements WriteCoalescer.Handler {
  private final WriteCoalescer writes = new WriteCoalescer(new Encoder());
  private final Runnable arrival;
  private final ChunkLines chunks = new ChunkLines();
  private int wordEnd;
  private boolean lineRead;
  private boolean stopped;
  private boolean broken;
  private boolean head;

  /**
   * @param arrival called when bytes arrive, before they are decoded
   */
  public ServerCodec(Limits limits, Runnable arrival) {
    super(config(limits));
    this.arrival = arrival;
  }

  /** Whether a request has begun to arrive whose head is not whole yet. */
  public boolean holdsPartOfHead() {
    return lineRead || actualReadableBytes() > 0;
  }

  /**
   * Keeps bytes undecoded from now on. What follows an offer to speak another protocol is HTTP only
   * if the offer is declined. A codec that is removed hands the bytes on.
   */
  public void stopDecoding() {
    stopped = true;
  }

  /** Decodes HTTP again; what was kept is decoded with the next bytes. */
  public void decodeOn() {
    stopped = false;
  }

  /** Whether bytes are kept undecoded. */
  public boolean keepsBytes() {
    return stopped && actualReadableBytes() > 0;
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
        .setHeadersFactory(FlatHeaders.FACTORY)
        .setInitialBufferSize(256);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    arrival.run();
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (keepsBytes()) {
      // Netty's decoder reads until there is a message, however much it keeps.
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString known = FieldNames.spelt(line, start, length);
    return known == null ? super.splitHeaderName(line, start, length) : known;
  }

  /** RFC 9112, section 3: the decoder would skip white space of any kind. */
  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    checkBlanks(line, 0, start, 0);
    wordEnd = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    checkBlanks(line, wordEnd, start, Integer.MAX_VALUE);
    wordEnd = start + length;
    return super.splitSecondWordInitialLine(line, start, length);
  }

  /** RFC 9112, section 2.3: the name is in capitals. */
  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    checkBlanks(line, wordEnd, start, Integer.MAX_VALUE);
    String version = super.splitThirdWordInitialLine(line, start, length);
    if (!version.startsWith("HTTP/")) {
      throw new IllegalArgumentException("a protocol's name other than HTTP");
    }
    return version;
  }

  /** Between words there are blanks alone, and no more than so many. */
  private static void checkBlanks(byte[] line, int from, int to, int most) {
    if (to - from > most) {
      throw new IllegalArgumentException("white space before a request line");
    }
    for (int i = from; i < to; i++) {
      if (line[i] != ' ') {
        throw new IllegalArgumentException("white space that is no blank in a request line");
      }
    }
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
    if (stopped) {
      return;
    }
    if (broken || !chunksAreWell(buffer, out)) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    int readable = buffer.readableBytes();
    super.decode(ctx, buffer, out);
    chunks.taken(readable - buffer.readableBytes());
    if (!out.isEmpty()) {
      lineRead = false;
      if (out.getLast() instanceof HttpRequest request
          && request.decoderResult().isSuccess()
          && HttpUtil.isTransferEncodingChunked(request)) {
        chunks.begin();
      }
    }
  }

  /** Whether the size lines that have arrived are valid; if not, adds an end that says so. */
  private boolean chunksAreWell(ByteBuf buffer, List<Object> out) {
    try {
      chunks.follow(buffer);
      return true;
    } catch (BadChunkException e) {
      broken = true;
      var end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
      end.setDecoderResult(DecoderResult.failure(e));
      out.add(end);
      return false;
    }
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

  private final class Encoder extends HttpResponseEncoder implements WriteCoalescer.Encoding {
    @Override
    public void encode(ChannelHandlerContext ctx, Object message, List<Object> parts)
        throws Exception {
      super.encode(ctx, message, parts);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      return head || super.isContentAlwaysEmpty(response);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
      HeaderWriter.headers(headers, buffer);
    }
  }
}
