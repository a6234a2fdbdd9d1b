package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder made of a message, on its way to the channel: a small body goes into the buffer
 * of its head, where there is room for it, so that one system call sends one piece. What the bytes
 * are is the encoder's business alone.
 */
final class Gathering {
  private final List<Object> parts = new ArrayList<>(4);
  private @Nullable ByteBuf head;

  /** Where an encoder puts its parts. */
  List<Object> parts() {
    return parts;
  }

  /**
   * Takes the parts over.
   *
   * @param beginsMessage the first of them is a head
   */
  void take(ChannelHandlerContext ctx, boolean beginsMessage, ChannelPromise promise) {
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

  /** Somebody wants to know when it was written. */
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

  /** Nothing may wait any longer. */
  void writeHead(ChannelHandlerContext ctx) {
    if (head != null) {
      ByteBuf now = head;
      head = null;
      ctx.write(now, ctx.voidPromise());
    }
  }

  /** The encoder is taken away. */
  void end(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      writeHead(ctx);
    } else if (head != null) {
      head.release();
      head = null;
    }
  }
}
