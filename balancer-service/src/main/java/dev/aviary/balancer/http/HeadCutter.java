package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a block of lines out of what arrived, up to the empty line that ends it: a message's head,
 * or its trailers. However slowly it arrives, no byte is looked at twice.
 */
final class HeadCutter {
  private static final byte[] EMPTY = {'\r', '\n'};

  private final boolean startLine;
  private final int lineLimit;
  private final int fieldsLimit;
  private int looked;
  private int line;
  private int fields;

  private HeadCutter(boolean startLine, int lineLimit, int fieldsLimit) {
    this.startLine = startLine;
    this.lineLimit = lineLimit;
    this.fieldsLimit = fieldsLimit;
  }

  /** Empty lines before it are skipped (RFC 9112, section 2.2). */
  static HeadCutter head(Limits limits) {
    return new HeadCutter(true, limits.targetBytes(), limits.headerBytes());
  }

  static HeadCutter trailers(Limits limits) {
    return new HeadCutter(false, 0, limits.headerBytes());
  }

  /**
   * The block with its empty line, every line of which ends with CR LF; null when it is not there
   * as a whole.
   *
   * @throws BadMessage when a line ends otherwise
   * @throws io.netty.handler.codec.TooLongFrameException beyond the limits
   */
  byte @Nullable [] cut(ByteBuf in) {
    int start = in.readerIndex();
    while (true) {
      int end = in.indexOf(start + looked, in.writerIndex(), (byte) '\n') - start;
      if (end < 0) {
        looked = in.readableBytes();
        checkLength(looked);
        return null;
      }
      if (end == line || in.getByte(start + end - 1) != '\r') {
        throw new BadMessage("a line ends with CR LF");
      }
      checkLength(end);
      looked = end + 1;
      if (end > line + 1) {
        line = looked;
        fields = fields == 0 && startLine ? looked : fields;
      } else if (line == 0 && startLine) {
        in.skipBytes(EMPTY.length);
        start += EMPTY.length;
        looked = 0;
      } else {
        return taken(in);
      }
    }
  }

  /** Whether a part of the block is there. */
  boolean begun() {
    return looked > 0;
  }

  private byte[] taken(ByteBuf in) {
    byte[] block = looked == EMPTY.length ? EMPTY : new byte[looked];
    in.readBytes(block);
    looked = 0;
    line = 0;
    fields = 0;
    return block;
  }

  private void checkLength(int end) {
    if (startLine && fields == 0) {
      if (end > lineLimit) {
        throw new TooLongHttpLineException("more than " + lineLimit + " bytes");
      }
    } else if (end - fields > fieldsLimit) {
      throw new TooLongHttpHeaderException("more than " + fieldsLimit + " bytes");
    }
  }
}
