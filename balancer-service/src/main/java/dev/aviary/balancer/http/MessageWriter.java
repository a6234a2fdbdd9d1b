package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message after the other. A head waits for what is written next, so that a small body
 * leaves in one piece with it; a flush waits for nothing. Promises of heads are not kept: callers
 * pass void ones.
 */
final class MessageWriter {
  /** A body of at most this many bytes is copied behind its head: cheaper than two pieces. */
  private static final int SMALL = 2_048;

  /** Around a chunk, and behind the last one. */
  private static final int CHUNK_LINES = 32;

  private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};

  private @Nullable HttpMessage head;
  private Framing framing = Framing.PLAIN;

  /** The head of the message whose parts are written next. */
  void begin(ChannelHandlerContext ctx, HttpMessage message, Framing itsFraming) {
    writePending(ctx);
    head = message;
    framing = itsFraming;
  }

  /** Writes a part of the body; it is released, or passed on. */
  void content(ChannelHandlerContext ctx, HttpContent part, ChannelPromise promise) {
    ByteBuf bytes = part.content();
    if (framing == Framing.NO_BODY || !bytes.isReadable()) {
      part.release();
      bytes = Unpooled.EMPTY_BUFFER;
    }
    if (framing == Framing.CHUNKED) {
      chunked(ctx, part, bytes, promise);
    } else {
      plain(ctx, bytes, promise);
    }
  }

  /** Writes the head that waits, if there is one. */
  void writePending(ChannelHandlerContext ctx) {
    if (head != null) {
      ctx.write(start(ctx, 0), ctx.voidPromise());
    }
  }

  private void plain(ChannelHandlerContext ctx, ByteBuf bytes, ChannelPromise promise) {
    if (head == null || bytes.readableBytes() > SMALL) {
      writePending(ctx);
      ctx.write(bytes, promise);
    } else {
      ByteBuf out = start(ctx, bytes.readableBytes()).writeBytes(bytes);
      bytes.release();
      ctx.write(out, promise);
    }
  }

  private void chunked(
      ChannelHandlerContext ctx, HttpContent part, ByteBuf bytes, ChannelPromise promise) {
    int length = bytes.readableBytes();
    ByteBuf out = start(ctx, Math.min(length, SMALL) + CHUNK_LINES);
    if (length > 0) {
      Latin1.text(Integer.toHexString(length), out);
      Latin1.lineEnd(out);
      if (length > SMALL) {
        ctx.write(out, ctx.voidPromise());
        ctx.write(bytes, ctx.voidPromise());
        out = start(ctx, CHUNK_LINES);
      } else {
        out.writeBytes(bytes);
        bytes.release();
      }
      Latin1.lineEnd(out);
    }
    if (part instanceof LastHttpContent last) {
      out.writeBytes(LAST_CHUNK);
      Latin1.fields(last.trailingHeaders(), out);
      Latin1.lineEnd(out);
    }
    ctx.write(out, promise);
  }

  /** A buffer that begins with the head that waits, if there is one, and has room for more. */
  private ByteBuf start(ChannelHandlerContext ctx, int room) {
    HttpMessage waiting = head;
    if (waiting == null) {
      return ctx.alloc().directBuffer(room);
    }
    head = null;
    ByteBuf out = ctx.alloc().directBuffer(Latin1.roomFor(waiting) + room);
    Latin1.head(waiting, out);
    return out;
  }
}
