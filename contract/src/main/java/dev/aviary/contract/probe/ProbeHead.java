package dev.aviary.contract.probe;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads status and Location of a response's head (RFC 9112, section 4; RFC 9110, 10.2.2). */
final class ProbeHead {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([1-5][0-9]{2})(?![0-9])");
  private static final Pattern END = Pattern.compile("\\r?\\n\\r?\\n");
  private static final Pattern LOCATION =
      Pattern.compile("(?im)^location:[ \\t]*(\\S{1,2000})[ \\t]*\\r?$");

  private ProbeHead() {}

  /** Where a head ends in a text, after its empty line; -1 when it does not yet. */
  static int end(CharSequence text) {
    Matcher end = END.matcher(text);
    return end.find() ? end.end() : -1;
  }

  /**
   * @throws IOException when it is no head of HTTP/1
   */
  static ProbeAnswer parse(String head) throws IOException {
    if (head.isEmpty()) {
      throw new IOException("it closed the connection without an answer");
    }
    Matcher status = STATUS.matcher(head);
    if (!status.find()) {
      throw new IOException("it answered something that is not HTTP");
    }
    Matcher location = LOCATION.matcher(head);
    return new ProbeAnswer(
        Integer.parseInt(status.group(1)), location.find() ? location.group(1) : null);
  }
}
