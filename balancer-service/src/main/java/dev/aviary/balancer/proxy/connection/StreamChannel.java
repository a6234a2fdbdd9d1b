package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.http.Http2Response;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientChannel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Sends to a client on one stream of HTTP/2: HTTP/1 objects become frames. */
final class StreamChannel implements ClientChannel {
  private final ChannelHandlerContext ctx;
  private final Http2ConnectionEncoder encoder;
  private final Http2Stream stream;
  private final LoopContext loop;
  private final IntConsumer onData;
  private @Nullable Http2Headers head;
  private @Nullable ChannelFuture last;
  private boolean interim;
  private boolean answersHead;

  /**
   * @param onData told the bytes of each DATA frame before flow control divides it
   */
  StreamChannel(
      ChannelHandlerContext ctx,
      Http2ConnectionEncoder encoder,
      Http2Stream stream,
      LoopContext loop,
      IntConsumer onData) {
    this.ctx = ctx;
    this.encoder = encoder;
    this.stream = stream;
    this.loop = loop;
    this.onData = onData;
  }

  /** What is written from now on answers a HEAD request: bodies are left out. */
  void answersHead() {
    answersHead = true;
  }

  /** Whether there is room in the client's windows and in the connection's buffer. */
  @Override
  public boolean writable() {
    return encoder.flowController().isWritable(stream);
  }

  /** Whether something waits until the client takes it. */
  boolean stalled() {
    return encoder.flowController().hasFlowControlled(stream) && !writable();
  }

  /** The write of the last frame of the answer; null while there is none. */
  @Nullable ChannelFuture last() {
    return last;
  }

  /** Whether nothing can be sent any more. */
  private boolean gone() {
    return last != null || stream.isResetSent() || stream.state() == Http2Stream.State.CLOSED;
  }

  @Override
  public void write(Object message) {
    if (gone()) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpResponse response) {
      begin(response);
    }
    if (message instanceof HttpContent content) {
      content(content);
    } else if (message instanceof ByteBuf bytes) {
      data(bytes, false);
    }
  }

  /** Keeps the head back: it may be all of the answer, and then be one frame that ends it. */
  private void begin(HttpResponse response) {
    interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    head = Http2Response.head(response);
  }

  private void content(HttpContent content) {
    if (interim) {
      // An HTTP/1 object ends each interim answer. HTTP/2 has one end a stream.
      interim = false;
      content.release();
      writeHead(false);
      return;
    }
    ByteBuf bytes = content.content();
    if (answersHead) {
      bytes.skipBytes(bytes.readableBytes());
    }
    if (content instanceof LastHttpContent end) {
      end(bytes, end.trailingHeaders());
    } else if (bytes.isReadable()) {
      data(bytes, false);
    } else {
      content.release();
    }
  }

  private void end(ByteBuf bytes, HttpHeaders trailers) {
    if (!trailers.isEmpty()) {
      Http2Headers fields = Http2Response.trailers(trailers);
      if (bytes.isReadable()) {
        data(bytes, false);
      } else {
        bytes.release();
        writeHead(false);
      }
      last = encoder.writeHeaders(ctx, stream.id(), fields, 0, true, ctx.newPromise());
    } else if (bytes.isReadable() || head == null) {
      data(bytes, true);
    } else {
      bytes.release();
      writeHead(true);
    }
  }

  private void writeHead(boolean ends) {
    if (head != null) {
      ChannelFuture done = encoder.writeHeaders(ctx, stream.id(), head, 0, ends, ctx.newPromise());
      head = null;
      last = ends ? done : null;
    }
  }

  private void data(ByteBuf bytes, boolean ends) {
    writeHead(false);
    onData.accept(bytes.readableBytes());
    ChannelFuture done = encoder.writeData(ctx, stream.id(), bytes, 0, ends, ctx.newPromise());
    last = ends ? done : null;
  }

  @Override
  public void flush() {
    if (!gone() && !interim) {
      writeHead(false);
    }
    loop.flush(ctx.channel());
  }

  @Override
  public void askForBody() {
    if (!gone() && head == null) {
      Http2Headers fields = Http2Response.interim(HttpResponseStatus.CONTINUE);
      encoder.writeHeaders(ctx, stream.id(), fields, 0, false, ctx.newPromise());
      flush();
    }
  }

  @Override
  public void endOutput() {
    if (!gone()) {
      data(Unpooled.EMPTY_BUFFER, true);
      flush();
    }
  }
}
