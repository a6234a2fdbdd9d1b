package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

/**
 * What the fields of a message of HTTP/2 may be, whichever side sends it (RFC 9113, section 8.2).
 */
final class Http2FieldRules {
  private static final long CONNECTION_SPECIFIC =
      FieldNames.bits(
          HttpHeaderNames.CONNECTION,
          FieldNames.KEEP_ALIVE,
          FieldNames.PROXY_CONNECTION,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.UPGRADE);

  private Http2FieldRules() {}

  /** Whether the name has no capitals, and the value no blank at its end (section 8.2.1). */
  static boolean proper(AsciiString name, CharSequence value) {
    int length = value.length();
    char last = length == 0 ? 'x' : value.charAt(length - 1);
    return last != ' ' && last != '\t' && !capital(name);
  }

  private static boolean capital(AsciiString name) {
    for (int i = 0; i < name.length(); i++) {
      byte c = name.byteAt(i);
      if (c >= 'A' && c <= 'Z') {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a field of HTTP/1's connections (section 8.2.2). */
  static boolean ofConnection(FlatHeaders fields) {
    return fields.holdsAny(CONNECTION_SPECIFIC);
  }
}
