package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.ServerCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** What is sent to a client, and the ways in which its connection ends. */
final class ClientChannel {
  private final SocketChannel channel;
  private final Outbox outbox;
  private final ServerCodec codec;

  /**
   * @param arrival told of a request's bytes before the codec keeps them until the head is complete
   */
  ClientChannel(SocketChannel channel, Worker worker, Runnable arrival) {
    this.channel = channel;
    this.outbox = worker.outbox();
    this.codec = new ServerCodec(worker.limits(), arrival);
  }

  void handle(ChannelInboundHandler http) {
    channel.pipeline().addLast(codec, http);
  }

  void read() {
    channel.read();
  }

  /** What comes from now on is kept as it is, and given to whoever {@link #leaveHttp} is for. */
  void stopDecoding() {
    codec.stopDecoding();
  }

  /** Whether something was kept. */
  boolean keepsBytes() {
    return codec.keepsBytes();
  }

  /** What was kept was HTTP, and arrives as such when the caller is done. */
  void decodeOn() {
    if (codec.keepsBytes()) {
      channel.eventLoop().execute(this::decodeKept);
    }
    codec.decodeOn();
  }

  private void decodeKept() {
    if (codec.holdsPartOfHead()) {
      channel.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER).fireChannelReadComplete();
    }
  }

  /** Whether a request has begun to arrive whose head is not whole yet. */
  boolean holdsPartOfHead() {
    return codec.holdsPartOfHead();
  }

  boolean writable() {
    return channel.isWritable();
  }

  void write(Object message) {
    channel.write(message, channel.voidPromise());
  }

  void flush() {
    outbox.flush(channel);
  }

  /** Whether what is written from now on answers a HEAD request. */
  void answersHead(boolean head) {
    codec.answersHead(head);
  }

  /** Tells a client that holds its body back to send it (RFC 9110, 10.1.1). */
  void askForBody() {
    write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    flush();
  }

  /** Answers in the backend's place. */
  void writePage(FullHttpResponse page, boolean close) {
    if (close) {
      page.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    write(page);
    flush();
  }

  /**
   * From now on bytes pass as they are, and either side may end before the other; what the codec
   * holds is handed on first.
   */
  void leaveHttp() {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().remove(codec);
  }

  /** Everything was read and written. */
  void closeAfterFlush() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Only our side ends. Where the client still sends what nobody reads, closing at once would reset
   * the connection and could destroy the answer on its way (RFC 9112, section 9.6).
   */
  void endOutput() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
  }

  /** Ends so that the client notices that its answer is not whole. */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  void close() {
    channel.close();
  }
}
