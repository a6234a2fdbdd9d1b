package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.http.ServerCodec;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientChannel;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundInvoker;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** Sends to a client over HTTP/1, and ends its connection in one of four ways. */
final class Http1Channel implements ClientChannel {
  private final SocketChannel channel;
  private final LoopContext loop;
  private final ServerCodec codec;

  /** Null: the client speaks without TLS. */
  private final @Nullable ChannelHandlerContext tls;

  /**
   * @param arrival called when bytes arrive, before they are decoded
   */
  Http1Channel(SocketChannel channel, LoopContext loop, Runnable arrival) {
    this.channel = channel;
    this.loop = loop;
    this.codec = new ServerCodec(loop.limits(), arrival);
    this.tls = channel.pipeline().context(SslHandler.class);
  }

  void handle(ChannelInboundHandler http) {
    channel.pipeline().addLast(codec, http);
  }

  void read() {
    channel.read();
  }

  /** Keeps bytes undecoded from now on; {@link #leaveHttp} or {@link #decodeOn} hands them on. */
  void stopDecoding() {
    codec.stopDecoding();
  }

  /** Whether bytes were kept undecoded. */
  boolean keepsBytes() {
    return codec.keepsBytes();
  }

  /** Decodes as HTTP again; what was kept is decoded once the caller has returned. */
  void decodeOn() {
    if (codec.keepsBytes()) {
      channel.eventLoop().execute(this::decodeKept);
    }
    codec.decodeOn();
  }

  private void decodeKept() {
    if (codec.holdsPartOfHead()) {
      ChannelInboundInvoker before = tls == null ? channel.pipeline() : tls;
      before.fireChannelRead(Unpooled.EMPTY_BUFFER).fireChannelReadComplete();
    }
  }

  /** Whether a request has begun to arrive whose head is not whole yet. */
  boolean holdsPartOfHead() {
    return codec.holdsPartOfHead();
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void write(Object message) {
    channel.write(message, channel.voidPromise());
  }

  @Override
  public void flush() {
    loop.flush(channel);
  }

  /** Whether what is written from now on answers a HEAD request. */
  void answersHead(boolean head) {
    codec.answersHead(head);
  }

  /** Tells a client that holds its body back to send it (RFC 9110, 10.1.1). */
  @Override
  public void askForBody() {
    write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    flush();
  }

  /** Sends an answer of the balancer itself. */
  void writePage(FullHttpResponse page, boolean close) {
    if (close) {
      page.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    write(page);
    flush();
  }

  /**
   * Removes the codec, which hands on what it holds: from now on bytes pass as they are, and each
   * side may end its half by itself.
   */
  void leaveHttp() {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().remove(codec);
  }

  /** Closes the connection once all that was written is sent. */
  void closeAfterFlush() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Ends the sending half; over TLS with the alert close_notify first. While the client still
   * sends, closing at once would reset the connection and could destroy the answer on its way (RFC
   * 9112, section 9.6).
   */
  @Override
  public void endOutput() {
    endOutput(channel::shutdownOutput);
  }

  /**
   * Ends the sending half for a client whose further bytes are not read. Over TLS they are not
   * decrypted any more: BoringSSL, told to end one direction, ends both.
   */
  void endOutputAndListen() {
    endOutput(() -> {
      if (channel.pipeline().get(SslHandler.class) != null) {
        channel.pipeline().remove(SslHandler.class);
      }
      channel.shutdownOutput();
    });
  }

  private void endOutput(Runnable end) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> {
          if (tls == null) {
            end.run();
          } else {
            // Only now: what TLS has not encrypted by then would be lost.
            ((SslHandler) tls.handler()).closeOutbound().addListener(told -> end.run());
          }
        });
  }

  /**
   * Resets the connection, so that the client notices that its answer is not whole. Over TLS
   * nothing says that it ended well.
   */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    if (tls == null) {
      channel.close();
    } else {
      // Past the handler, which would say so.
      tls.close();
    }
  }

  void close() {
    channel.close();
  }
}
