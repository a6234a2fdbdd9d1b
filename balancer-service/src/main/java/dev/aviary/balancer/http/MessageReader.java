package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads one message after the other: a head, the parts of its body, the last one marked. What
 * cannot be read becomes an object with a failed decoder result, and nothing after it is read.
 */
abstract class MessageReader extends ByteToMessageDecoder {
  private enum State {
    HEAD,
    BODY,
    /** The bytes are of another protocol. */
    FOREIGN,
    BROKEN
  }

  private final HeadCutter cutter;
  private final BodyReader body;
  private State state = State.HEAD;

  MessageReader(Limits limits) {
    this.cutter = HeadCutter.head(limits);
    this.body = new BodyReader(limits);
  }

  /**
   * @throws BadMessage when it is no head
   */
  abstract HttpMessage read(byte[] head);

  /** Stands for a head that could not be read. */
  abstract HttpMessage unreadable();

  abstract boolean bodiless(HttpMessage message);

  /** Whether the bytes after this message are of another protocol. */
  abstract boolean switches(HttpMessage message);

  /** Without a length, a body ends with the connection. */
  abstract boolean endless();

  @Override
  protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (state) {
      case HEAD -> head(in, out);
      case BODY -> body(in, out);
      case FOREIGN -> out.add(in.readRetainedSlice(in.readableBytes()));
      case BROKEN -> in.skipBytes(in.readableBytes());
    }
  }

  private void head(ByteBuf in, List<Object> out) {
    try {
      byte[] head = cutter.cut(in);
      if (head != null) {
        begin(read(head), out);
      }
    } catch (BadMessage | TooLongFrameException e) {
      out.add(failed(unreadable(), in, e));
    }
  }

  private void begin(HttpMessage message, List<Object> out) {
    // Even where no body follows, its length must be one.
    boolean follows = body.begin(message.headers(), endless()) && !bodiless(message);
    out.add(message);
    if (follows) {
      state = State.BODY;
    } else {
      state = switches(message) ? State.FOREIGN : State.HEAD;
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void body(ByteBuf in, List<Object> out) {
    try {
      HttpContent part = body.next(in);
      if (part instanceof LastHttpContent) {
        state = State.HEAD;
      }
      if (part != null) {
        out.add(part);
      }
    } catch (BadMessage | TooLongFrameException e) {
      out.add(
          failed(
              new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, EmptyHttpHeaders.INSTANCE), in, e));
    }
  }

  private <T extends HttpObject> T failed(T object, ByteBuf in, RuntimeException cause) {
    state = State.BROKEN;
    in.skipBytes(in.readableBytes());
    object.setDecoderResult(DecoderResult.failure(cause));
    return object;
  }

  @Override
  protected final void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    super.decodeLast(ctx, in, out);
    if (state == State.BODY && body.endsWithConnection()) {
      state = State.BROKEN;
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (state == State.HEAD && cutter.begun() && endless()) {
      out.add(failed(unreadable(), in, new BadMessage("it ends within its head")));
    }
  }

  /** Whether bytes wait that belong to no message so far. */
  final boolean leftovers() {
    return actualReadableBytes() > 0;
  }
}
