package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;

/*
 * Netty's decoder takes for a chunk's size whatever begins with one: a control byte, a bare CR or a byte above ASCII after
 * it ends the number and is skipped. Its line parser is private, so the lines are read here as well, ahead of it. Both
 * come to the same place: what is accepted here is a part of what the decoder accepts.
 */

/** Checks the lines of a chunked body (RFC 9112, section 7.1) before the decoder reads them. */
final class ChunkLines {
  /** Bytes of one line without its end. */
  private static final int LONGEST = 4_096;

  /** Bytes of all extensions of a body. They are dropped, and each costs work. */
  private static final int MOST_EXTENSIONS = 16_384;

  /** Hexadecimal digits of a size; leading zeros count. */
  private static final int MOST_DIGITS = 16;

  /** What was read last. */
  private enum After {
    NOTHING,
    DIGIT,
    SIZE_BLANK,
    SEMICOLON,
    NAME,
    NAME_BLANK,
    EQUALS,
    TOKEN,
    QUOTED,
    BACKSLASH,
    VALUE,
    VALUE_BLANK,
    CR
  }

  private boolean active;
  private After after = After.NOTHING;

  /** Bytes from the reader index on that were looked at. */
  private int ahead;

  /** Bytes of the present chunk and its line end that have not come. */
  private long data;

  private long size;
  private int digits;
  private int line;
  private int extensions;

  /** The size lines of a body follow. */
  void begin() {
    active = true;
    after = After.NOTHING;
    ahead = 0;
    data = 0;
    extensions = 0;
    beginLine();
  }

  /** Whether lines follow. The decoder reads the trailer section alone. */
  boolean active() {
    return active;
  }

  /** The decoder has taken so many bytes. */
  void taken(int bytes) {
    ahead -= bytes;
  }

  /**
   * Looks at what has come and was not looked at yet.
   *
   * @throws BadChunkException when a line is none of RFC 9112, or too long
   */
  void follow(ByteBuf buffer) {
    int readable = buffer.readableBytes();
    while (active && ahead < readable) {
      if (data > 0) {
        int skipped = (int) Math.min(data, readable - ahead);
        data -= skipped;
        ahead += skipped;
      } else {
        next(buffer.getByte(buffer.readerIndex() + ahead) & 0xff);
        ahead++;
      }
    }
  }

  private void next(int c) {
    if (after == After.CR) {
      require(c == '\n');
      endLine();
      return;
    }
    if (++line > LONGEST) {
      throw new BadChunkException("a chunk's size and extensions have more than 4,096 bytes");
    }
    after =
        switch (after) {
          case NOTHING -> digit(c);
          case DIGIT -> c == ' ' || c == '\t' ? After.SIZE_BLANK : isHex(c) ? digit(c) : extend(c);
          case SIZE_BLANK, VALUE_BLANK -> blank(c) ? after : required(c == ';', After.SEMICOLON);
          case SEMICOLON -> blank(c) ? after : required(token(c), After.NAME);
          case NAME -> token(c) ? after : blank(c) ? After.NAME_BLANK : equalsOr(c);
          case NAME_BLANK -> blank(c) ? after : assigned(c);
          case EQUALS ->
              blank(c) ? after : c == '"' ? After.QUOTED : required(token(c), After.TOKEN);
          case TOKEN -> token(c) ? after : blank(c) ? After.VALUE_BLANK : extend(c);
          case QUOTED ->
              c == '"' ? After.VALUE : c == '\\' ? After.BACKSLASH : required(text(c), after);
          case BACKSLASH -> required(text(c), After.QUOTED);
          case VALUE -> blank(c) ? After.VALUE_BLANK : extend(c);
          case CR -> throw new IllegalStateException("handled above");
        };
    if (after != After.DIGIT && after != After.CR && ++extensions > MOST_EXTENSIONS) {
      throw new BadChunkException("the extensions of all chunks have more than 16,384 bytes");
    }
  }

  private After digit(int c) {
    require(isHex(c) && ++digits <= MOST_DIGITS);
    size = size << 4 | Character.digit(c, 16);
    require(size >= 0 && size <= Integer.MAX_VALUE);
    return After.DIGIT;
  }

  /** The line's end, or another extension. */
  private static After extend(int c) {
    return c == '\r' ? After.CR : required(c == ';', After.SEMICOLON);
  }

  private static After equalsOr(int c) {
    return c == '=' ? After.EQUALS : extend(c);
  }

  private static After assigned(int c) {
    return c == '=' ? After.EQUALS : required(c == ';', After.SEMICOLON);
  }

  private void endLine() {
    active = size > 0;
    // The chunk's own line end is the decoder's to check.
    data = size + 2;
    beginLine();
  }

  private void beginLine() {
    after = After.NOTHING;
    size = 0;
    digits = 0;
    line = 0;
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t';
  }

  /** RFC 9110, section 5.6.2. */
  private static boolean token(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c > ' ' && c < 0x7f && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  /** RFC 9110, section 5.6.4, without the two characters that mean something there. */
  private static boolean text(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
  }

  private static After required(boolean holds, After next) {
    require(holds);
    return next;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new BadChunkException("a chunk's size is no hexadecimal number with proper extensions");
    }
  }
}
