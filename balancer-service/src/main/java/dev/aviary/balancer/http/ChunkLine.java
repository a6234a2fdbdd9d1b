package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;

/**
 * The line before a chunk: its size in hexadecimal digits, and perhaps extensions, which are for
 * this hop alone and dropped (RFC 9112, section 7.1.1).
 */
final class ChunkLine {
  /** With its extensions. */
  private static final int MOST_BYTES = 4_096;

  private static final int MOST_DIGITS = 15;

  private int looked;

  /**
   * The size; -1 when the line is not there as a whole.
   *
   * @throws BadMessage when it is no such line
   */
  long size(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.indexOf(start + looked, in.writerIndex(), (byte) '\n') - start;
    if (end < 0) {
      looked = in.readableBytes();
      checkLength(looked);
      return -1;
    }
    checkLength(end);
    looked = 0;
    long size = 0;
    int at = 0;
    for (int digit = digit(in, start); digit >= 0; digit = digit(in, start + ++at)) {
      size = 16 * size + digit;
    }
    checkExtensions(in, start + at, start + end);
    if (at == 0 || at > MOST_DIGITS || size > Integer.MAX_VALUE) {
      throw new BadMessage("a chunk's size is hexadecimal and less than 2 GiB");
    }
    in.skipBytes(end + 1);
    return size;
  }

  private static int digit(ByteBuf in, int place) {
    byte octet = in.getByte(place);
    return octet < 0 ? -1 : Character.digit(octet, 16);
  }

  /** From behind the size to the line's end. */
  private static void checkExtensions(ByteBuf in, int from, int lineFeed) {
    int at = from;
    while (Octets.blank(in.getByte(at))) {
      at++;
    }
    boolean some = in.getByte(at) == ';';
    while (some && Octets.text(in.getByte(at))) {
      at++;
    }
    if (at != lineFeed - 1 || in.getByte(at) != '\r') {
      throw new BadMessage("behind a chunk's size come extensions, or CR LF");
    }
  }

  private static void checkLength(int length) {
    if (length > MOST_BYTES) {
      throw new BadMessage("a chunk's line has " + MOST_BYTES + " bytes at most");
    }
  }
}
