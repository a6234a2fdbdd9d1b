package dev.aviary.flag.ofrep;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/**
 * The connection of a stream. What its client does not read is held back after {@value #MOST}
 * bytes, so that thousands that read nothing take little memory.
 */
final class StreamConnection {
  /** Bytes that are held for one client before it is given no more: some 40 events. */
  static final int MOST = 8 * 1024;

  private final Channel channel;

  StreamConnection(Channel channel) {
    this.channel = channel;
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(MOST / 2, MOST));
  }

  static StreamConnection of(HttpRequest<?> request) {
    return new StreamConnection(
        ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel());
  }

  /** Bytes that were written and that the kernel has not taken yet. */
  long held() {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Drops what is held: an end in good form would wait behind it. */
  void cut() {
    channel.close();
  }
}
