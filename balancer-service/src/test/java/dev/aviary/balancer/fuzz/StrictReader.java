package dev.aviary.balancer.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests by the letter of RFC 9112, with nothing from Netty: what the balancer is compared
 * with, and how the backend behind it reads.
 */
final class StrictReader {
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~\\x80-\\xff]+) HTTP/1\\.([01])");
  private static final Pattern LAX_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) +([^\\x00-\\x20\\x7f]+) +HTTP/1\\.([0-9])");
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String SIZE_AND_EXTENSIONS =
      "([0-9A-Fa-f]{1,8})([ \\t]*;[ \\t]*T([ \\t]*=[ \\t]*(T|\"Q*\"))?)*".replace("T", TOKEN);
  private static final Pattern CHUNK =
      Pattern.compile(SIZE_AND_EXTENSIONS.replace("Q", "[^\"\\\\\\x00-\\x1f\\x7f-\\xff]"));

  /** With all that a quoted string may hold, which few people know. */
  private static final Pattern LAX_CHUNK =
      Pattern.compile(
          SIZE_AND_EXTENSIONS.replace(
              "Q", "(?:[^\"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f]|\\\\[^\\x00-\\x08\\x0a-\\x1f\\x7f])"));

  private static final Pattern DROPPED =
      Pattern.compile("(?i)(content-length|transfer-encoding|trailer):");

  private final Lines lines;
  private boolean lax;

  StrictReader(InputStream in) {
    this.lines = new Lines(in);
  }

  Reading next() throws IOException {
    lax = false;
    try {
      skipEmptyLines();
      return lines.peek() < 0 ? new Reading.End() : request();
    } catch (EOFException e) {
      return new Reading.Cut();
    } catch (Malformed e) {
      return new Reading.Invalid(e.getMessage());
    }
  }

  /** RFC 9112, section 2.2. */
  private void skipEmptyLines() throws IOException {
    while (lines.peek() == '\r' || lines.peek() == '\n') {
      lines.skip();
      lax = true;
    }
  }

  private Reading request() throws IOException, Malformed {
    Matcher line = requestLine(lines.line());
    var head = new HeadRules(fields());
    lax |= head.lax();
    String body =
        switch (head.framing(line.group(3).equals("1"))) {
          case HeadRules.Chunked chunked -> chunks();
          case HeadRules.Length length ->
              new String(lines.exactly(length.bytes()), StandardCharsets.ISO_8859_1);
        };
    return new Reading.Request(
        line.group(1), line.group(2), Integer.parseInt(line.group(3)), head.fields(), body, lax);
  }

  private Matcher requestLine(String text) throws Malformed {
    Matcher strict = LINE.matcher(text);
    if (strict.matches()) {
      return strict;
    }
    Matcher loose = LAX_LINE.matcher(text);
    if (!loose.matches()) {
      throw new Malformed("request line " + text);
    }
    lax = true;
    return loose;
  }

  private List<Field> fields() throws IOException, Malformed {
    var fields = new ArrayList<Field>();
    for (String line = lines.line(); !line.isEmpty(); line = lines.line()) {
      if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
        fields.add(HeadRules.field(line));
      } else if (fields.isEmpty()) {
        throw new Malformed("a fold of nothing");
      } else {
        Field folded = fields.removeLast();
        fields.add(HeadRules.field(folded.name() + ":" + folded.value() + ' ' + line.trim()));
        lax = true;
      }
    }
    return fields;
  }

  private String chunks() throws IOException, Malformed {
    var body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(lines.exactly(size));
      if (!lines.line().isEmpty()) {
        throw new Malformed("a chunk that does not end where it says");
      }
    }
    trailers();
    return body.toString(StandardCharsets.ISO_8859_1);
  }

  /** Those that nobody may merge may be dropped unseen. */
  private void trailers() throws IOException, Malformed {
    boolean first = true;
    for (String line = lines.line(); !line.isEmpty(); line = lines.line()) {
      boolean fold = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      boolean dropped = DROPPED.matcher(line).lookingAt();
      lax |= fold || dropped;
      if (!dropped && (!fold || first)) {
        lax |= !HeadRules.plain(HeadRules.field(line));
      }
      first = false;
    }
  }

  private int chunkSize() throws IOException, Malformed {
    String text = lines.line();
    Matcher strict = CHUNK.matcher(text);
    Matcher loose = LAX_CHUNK.matcher(text);
    if (!strict.matches()) {
      lax = true;
      if (!loose.matches()) {
        throw new Malformed("chunk size " + text);
      }
    }
    long size = Long.parseLong(strict.matches() ? strict.group(1) : loose.group(1), 16);
    if (size > Integer.MAX_VALUE) {
      throw new Malformed("chunk size " + text);
    }
    return (int) size;
  }
}
