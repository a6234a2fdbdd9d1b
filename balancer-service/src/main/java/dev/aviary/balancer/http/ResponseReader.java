package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** Reads a response's head (RFC 9112, section 4). */
final class ResponseReader {
  private static final int DIGITS = 3;

  private ResponseReader() {}

  /**
   * @throws BadMessage when it is none
   */
  static HttpResponse read(byte[] head) {
    HttpVersion version = Version.at(head, 0);
    int code = code(head, Version.LENGTH);
    int reason = Version.LENGTH + 1 + DIGITS;
    if (head[reason] == ' ') {
      reason++;
    } else if (head[reason] != '\r') {
      throw new BadMessage("a status has three digits");
    }
    int end = reason;
    while (Octets.text(head[end])) {
      end++;
    }
    if (head[end] != '\r' || head[end + 1] != '\n') {
      throw new BadMessage("a reason has no control characters");
    }
    return new DefaultHttpResponse(
        version,
        status(code, new AsciiString(head, reason, end - reason, false)),
        FieldReader.read(head, end + 2, true));
  }

  private static int code(byte[] head, int place) {
    if (head.length < place + 1 + DIGITS || head[place] != ' ') {
      throw new BadMessage("a status follows the version");
    }
    int code = 0;
    for (int i = place + 1; i <= place + DIGITS; i++) {
      if (!Octets.digit(head[i])) {
        throw new BadMessage("a status has three digits");
      }
      code = 10 * code + head[i] - '0';
    }
    return code;
  }

  private static HttpResponseStatus status(int code, AsciiString reason) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(code);
    return reason.contentEquals(known.reasonPhrase())
        ? known
        : new HttpResponseStatus(code, reason.toString());
  }
}
