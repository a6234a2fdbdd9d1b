package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** {@code HTTP/1.1} and its like (RFC 9112, section 2.3). */
final class Version {
  static final int LENGTH = 8;

  private static final AsciiString NAME = AsciiString.cached("HTTP/");

  private Version() {}

  /**
   * @throws BadMessage when there is none
   */
  static HttpVersion at(byte[] head, int place) {
    if (place + LENGTH > head.length
        || !matches(head, place, NAME)
        || !Octets.digit(head[place + 5])
        || head[place + 6] != '.'
        || !Octets.digit(head[place + 7])) {
      throw new BadMessage("no version");
    }
    int major = head[place + 5] - '0';
    int minor = head[place + 7] - '0';
    if (major == 1 && minor < 2) {
      return minor == 1 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
    }
    return new HttpVersion("HTTP", major, minor, true);
  }

  /** Whether these bytes stand there; the head is long enough. */
  static boolean matches(byte[] head, int place, AsciiString text) {
    for (int i = 0; i < text.length(); i++) {
      if (head[place + i] != text.byteAt(i)) {
        return false;
      }
    }
    return true;
  }
}
