package dev.aviary.balancer.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;

/** Lines that end with CRLF and nothing else, and bytes. */
final class Lines {
  private final PushbackInputStream in;

  Lines(InputStream in) {
    this.in = new PushbackInputStream(in, 1);
  }

  /** The next byte, which stays; -1 at the end. */
  int peek() throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next;
  }

  void skip() throws IOException {
    in.read();
  }

  /**
   * A line without its end.
   *
   * @throws EOFException when the bytes end first
   * @throws Malformed when it ends otherwise
   */
  String line() throws IOException, Malformed {
    var line = new ByteArrayOutputStream();
    int last = -1;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
      last = next;
    }
    if (last != '\r') {
      throw new Malformed("a line that ends with LF alone");
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.substring(0, text.length() - 1);
  }

  byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }
}
