package dev.aviary.balancer.http;

import io.netty.util.AsciiString;

/**
 * Reads the fields of a block of lines (RFC 9112, section 5). What it makes are parts of the block.
 */
final class FieldReader {
  private final byte[] block;
  private final boolean unfold;
  private final Fields fields = new Fields();
  private int at;

  private FieldReader(byte[] block, int from, boolean unfold) {
    this.block = block;
    this.at = from;
    this.unfold = unfold;
  }

  /**
   * @param block lines that end with CR LF, the last one empty
   * @param unfold a value that goes on in the next line is made one line, as a proxy must of an
   *     answer; it may refuse the same of a request (RFC 9112, section 5.2)
   * @throws BadMessage when a line is no field
   */
  static Fields read(byte[] block, int from, boolean unfold) {
    var reader = new FieldReader(block, from, unfold);
    while (reader.at < block.length - 2) {
      reader.field();
    }
    return reader.fields;
  }

  private void field() {
    int name = at;
    while (Octets.token(block[at])) {
      at++;
    }
    if (at == name || block[at] != ':') {
      throw new BadMessage("a field is a name, a colon and a value");
    }
    int nameEnd = at++;
    while (Octets.blank(block[at])) {
      at++;
    }
    int value = at;
    int valueEnd = valueEnd(value);
    fields.append(
        new AsciiString(block, name, nameEnd - name, false),
        new AsciiString(block, value, valueEnd - value, false));
  }

  /** Goes to the next line; where the value ended, without the blanks around it. */
  private int valueEnd(int value) {
    do {
      while (Octets.text(block[at])) {
        at++;
      }
    } while (unfolded());
    if (block[at] != '\r' || block[at + 1] != '\n') {
      throw new BadMessage("a field's value has no control characters");
    }
    int end = at;
    while (end > value && Octets.blank(block[end - 1])) {
      end--;
    }
    at += 2;
    return end;
  }

  private boolean unfolded() {
    if (!unfold || block[at] != '\r' || block[at + 1] != '\n' || !Octets.blank(block[at + 2])) {
      return false;
    }
    block[at] = ' ';
    block[at + 1] = ' ';
    return true;
  }
}
