package dev.aviary.balancer.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads HTTP/1.1 messages byte by byte: independent of the code under test. */
final class Wire11 {
  private Wire11() {}

  /** A head with its empty line; empty at the end of the stream. */
  static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  static String header(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  static boolean chunked(String head) {
    return header(head, "Transfer-Encoding").toLowerCase(Locale.ROOT).endsWith("chunked");
  }

  static String exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("ended after " + bytes.length + " of " + count + " bytes");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A chunked body's content, then its trailer section as text. */
  static Chunks chunks(InputStream in) throws IOException {
    var body = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", -1)[0].strip(), 16);
      if (size == 0) {
        break;
      }
      body.append(exactly(in, size));
      if (!line(in).isEmpty()) {
        throw new IOException("a chunk does not end where it says");
      }
    }
    var trailers = new StringBuilder();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      trailers.append(line).append("\r\n");
    }
    return new Chunks(body.toString(), trailers.toString());
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new EOFException("ended within a chunk: " + line);
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  record Chunks(String body, String trailers) {}
}
