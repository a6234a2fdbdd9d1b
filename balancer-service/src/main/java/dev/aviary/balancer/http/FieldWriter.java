package dev.aviary.balancer.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/**
 * Writes {@link Fields}. Lines that stood together in the head that they were read from, and that
 * nobody changed, are copied together.
 */
@SuppressWarnings("ReferenceEquality") // Whether two are parts of one block is the question.
final class FieldWriter {
  private static final byte[] NOTHING = {};

  private final ByteBuf out;
  private byte[] block = NOTHING;
  private int from;
  private int to;

  private FieldWriter(ByteBuf out) {
    this.out = out;
  }

  static void write(Fields fields, ByteBuf out) {
    var writer = new FieldWriter(out);
    for (int i = 0; i < fields.size(); i++) {
      writer.add(fields.name(i), fields.value(i));
    }
    writer.copy();
  }

  private void add(AsciiString name, CharSequence value) {
    if (!(value instanceof AsciiString text) || !oneLine(name, text)) {
      copy();
      Latin1.field(name, value, out);
      return;
    }
    int start = name.arrayOffset();
    if (name.array() != block || start != to) {
      copy();
      block = name.array();
      from = start;
    }
    to = text.arrayOffset() + text.length() + 2;
  }

  /** Whether both are of one block, with a colon and a space between, and CR LF behind. */
  private static boolean oneLine(AsciiString name, AsciiString value) {
    byte[] array = name.array();
    int colon = name.arrayOffset() + name.length();
    int end = value.arrayOffset() + value.length();
    return value.array() == array
        && value.arrayOffset() == colon + 2
        && end + 1 < array.length
        && array[colon] == ':'
        && array[colon + 1] == ' '
        && array[end] == '\r'
        && array[end + 1] == '\n';
  }

  private void copy() {
    out.writeBytes(block, from, to - from);
    block = NOTHING;
    from = 0;
    to = 0;
  }
}
