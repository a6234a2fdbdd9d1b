package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Header fields that are about one connection and not about the message (RFC 9110, 7.6.1). */
final class HopHeaders {
  /** A sender cannot have these removed: the message would mean something else afterwards. */
  private static final Set<String> NEVER = Set.of("content-length", "host", "x-request-id");

  private static final long HELD =
      FieldNames.bits(
          HttpHeaderNames.CONNECTION,
          FieldNames.KEEP_ALIVE,
          FieldNames.PROXY_CONNECTION,
          HttpHeaderNames.TE,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.UPGRADE,
          FieldNames.HTTP2_SETTINGS);

  private HopHeaders() {}

  /** Removes what Connection names, and what is known to be meant for this hop. */
  static void remove(HttpHeaders headers) {
    if (headers instanceof FlatHeaders flat && !flat.holdsAny(HELD)) {
      return;
    }
    if (headers.contains(HttpHeaderNames.CONNECTION)) {
      removeListed(headers, headers.getAll(HttpHeaderNames.CONNECTION));
      headers.remove(HttpHeaderNames.CONNECTION);
    }
    headers
        .remove(FieldNames.KEEP_ALIVE)
        .remove(FieldNames.PROXY_CONNECTION)
        .remove(HttpHeaderNames.TE)
        .remove(HttpHeaderNames.TRANSFER_ENCODING)
        .remove(HttpHeaderNames.UPGRADE)
        .remove(FieldNames.HTTP2_SETTINGS);
  }

  private static void removeListed(HttpHeaders headers, List<String> lines) {
    for (String line : lines) {
      for (String token : line.split(",", -1)) {
        String name = token.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !NEVER.contains(name)) {
          headers.remove(name);
        }
      }
    }
  }

  /** Whether Connection holds this token. */
  static boolean lists(HttpHeaders headers, AsciiString token) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, token, true);
  }

  static boolean asksToClose(HttpHeaders headers) {
    return lists(headers, HttpHeaderValues.CLOSE);
  }
}
