package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a message's body as it arrives (RFC 9112, sections 6 and 7). */
final class BodyReader {
  private enum State {
    NONE,
    LENGTH,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS
  }

  private static final int LENGTH_DIGITS = 18;

  private final ChunkLine chunkLine = new ChunkLine();
  private final HeadCutter trailers;
  private State state = State.NONE;
  private long left;

  BodyReader(Limits limits) {
    trailers = HeadCutter.trailers(limits);
  }

  /**
   * A message's head was read; a transfer coding counts more than a length.
   *
   * @param endless without either the body ends with the connection; otherwise there is none
   * @return whether a body follows
   * @throws BadMessage when the length is none
   */
  boolean begin(HttpHeaders headers, boolean endless) {
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      state = State.CHUNK_SIZE;
    } else if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      left = length(headers.getAll(HttpHeaderNames.CONTENT_LENGTH));
      state = left == 0 ? State.NONE : State.LENGTH;
    } else {
      state = endless ? State.UNTIL_CLOSE : State.NONE;
    }
    return state != State.NONE;
  }

  private static long length(List<String> values) {
    String text = values.getFirst();
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new BadMessage("a length is digits");
      }
      length = 10 * length + digit - '0';
    }
    if (values.size() != 1 || text.isEmpty() || text.length() > LENGTH_DIGITS) {
      throw new BadMessage("a body has one length, of " + LENGTH_DIGITS + " digits at most");
    }
    return length;
  }

  /**
   * The next part of the body, the last one a {@link LastHttpContent}; null when more must arrive.
   *
   * @throws BadMessage when it is not framed as it should be
   */
  @Nullable HttpContent next(ByteBuf in) {
    if (state == State.CHUNK_END && !chunkEnded(in)) {
      return null;
    }
    if (state == State.CHUNK_SIZE) {
      left = chunkLine.size(in);
      if (left < 0) {
        return null;
      }
      state = left == 0 ? State.TRAILERS : State.CHUNK;
    }
    return switch (state) {
      case LENGTH -> ofLength(in);
      case CHUNK -> ofChunk(in);
      case UNTIL_CLOSE -> new DefaultHttpContent(in.readRetainedSlice(in.readableBytes()));
      case TRAILERS -> trailers(in);
      case NONE, CHUNK_SIZE, CHUNK_END -> throw new IllegalStateException(state.name());
    };
  }

  /** Whether the connection's end is the body's end. */
  boolean endsWithConnection() {
    return state == State.UNTIL_CLOSE;
  }

  private HttpContent ofLength(ByteBuf in) {
    ByteBuf part = part(in);
    if (left > 0) {
      return new DefaultHttpContent(part);
    }
    state = State.NONE;
    return new DefaultLastHttpContent(part, EmptyHttpHeaders.INSTANCE);
  }

  private @Nullable HttpContent ofChunk(ByteBuf in) {
    if (!in.isReadable()) {
      return null;
    }
    ByteBuf part = part(in);
    if (left == 0) {
      state = State.CHUNK_END;
    }
    return new DefaultHttpContent(part);
  }

  private ByteBuf part(ByteBuf in) {
    int length = (int) Math.min(left, in.readableBytes());
    left -= length;
    return in.readRetainedSlice(length);
  }

  private boolean chunkEnded(ByteBuf in) {
    if (in.readableBytes() < 2) {
      return false;
    }
    if (in.readByte() != '\r' || in.readByte() != '\n') {
      throw new BadMessage("a chunk ends with CR LF");
    }
    state = State.CHUNK_SIZE;
    return true;
  }

  private @Nullable HttpContent trailers(ByteBuf in) {
    byte[] block = trailers.cut(in);
    if (block == null) {
      return null;
    }
    state = State.NONE;
    return block.length == 2
        ? LastHttpContent.EMPTY_LAST_CONTENT
        : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, FieldReader.read(block, 0, false));
  }
}
