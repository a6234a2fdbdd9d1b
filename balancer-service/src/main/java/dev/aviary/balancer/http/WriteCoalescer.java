package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMessage;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an encoder makes of messages. A small body goes into the buffer of its head, where
 * there is room for it, so that one system call sends one piece. The bytes stay as the encoder made
 * them.
 */
final class WriteCoalescer {
  private final Encoding encoding;
  private final List<Object> parts = new ArrayList<>(4);
  private @Nullable ByteBuf head;

  /** What encodes one message into parts. */
  interface Encoding {
    void encode(ChannelHandlerContext ctx, Object message, List<Object> parts) throws Exception;
  }

  /**
   * The outbound half of a codec: writes and flushes through a coalescer. Two handlers in one
   * pipeline, or Netty's pair of them, would cost each message more steps.
   */
  interface Handler extends ChannelOutboundHandler {
    WriteCoalescer writes();

    @Override
    default void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
        throws Exception {
      writes().write(ctx, message, promise);
    }

    @Override
    default void flush(ChannelHandlerContext ctx) {
      writes().writeHead(ctx);
      ctx.flush();
    }

    @Override
    default void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
      ctx.bind(local, promise);
    }

    @Override
    default void connect(
        ChannelHandlerContext ctx,
        SocketAddress remote,
        SocketAddress local,
        ChannelPromise promise) {
      ctx.connect(remote, local, promise);
    }

    @Override
    default void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.disconnect(promise);
    }

    @Override
    default void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.close(promise);
    }

    @Override
    default void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.deregister(promise);
    }

    @Override
    default void read(ChannelHandlerContext ctx) {
      ctx.read();
    }
  }

  WriteCoalescer(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Encodes and writes a message. */
  void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
    try {
      encoding.encode(ctx, message, parts);
    } finally {
      writeParts(ctx, message instanceof HttpMessage, promise);
    }
  }

  /**
   * @param beginsMessage the first part is a head
   */
  private void writeParts(
      ChannelHandlerContext ctx, boolean beginsMessage, ChannelPromise promise) {
    if (parts.isEmpty()) {
      // The encoder threw.
      return;
    }
    if (!promise.isVoid()) {
      writeThrough(ctx, promise);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      part(ctx, parts.get(i), beginsMessage && i == 0);
    }
    parts.clear();
  }

  private void part(ChannelHandlerContext ctx, Object part, boolean begins) {
    if (!(part instanceof ByteBuf bytes)) {
      writeHead(ctx);
      ctx.write(part, ctx.voidPromise());
    } else if (!bytes.isReadable()) {
      bytes.release();
    } else if (begins) {
      writeHead(ctx);
      head = bytes;
    } else if (head != null && bytes.readableBytes() <= head.maxFastWritableBytes()) {
      head.writeBytes(bytes);
      bytes.release();
    } else {
      writeHead(ctx);
      ctx.write(bytes, ctx.voidPromise());
    }
  }

  /** Writes each part by itself: the promise is told when the last one was written. */
  private void writeThrough(ChannelHandlerContext ctx, ChannelPromise promise) {
    writeHead(ctx);
    int last = parts.size() - 1;
    for (int i = 0; i < last; i++) {
      ctx.write(parts.get(i), ctx.voidPromise());
    }
    Object end = parts.get(last);
    parts.clear();
    ctx.write(end, promise);
  }

  /** Writes the head that waits for a body, if there is one. */
  void writeHead(ChannelHandlerContext ctx) {
    if (head != null) {
      ByteBuf now = head;
      head = null;
      ctx.write(now, ctx.voidPromise());
    }
  }

  /** The codec is removed: writes what waits, or releases it when the channel is closed. */
  void end(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      writeHead(ctx);
    } else if (head != null) {
      head.release();
      head = null;
    }
  }
}
