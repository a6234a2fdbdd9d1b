package dev.aviary.balancer.route;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds a cookie among those of a request (RFC 6265, section 5.4), and reads no other. */
final class Cookies {
  /** Cookies of one name that are looked at: of several paths or domains, or forged. */
  private static final int MOST = 4;

  private Cookies() {}

  /** The values of the cookies of that name, the most specific first; at most four. */
  static List<String> values(HttpHeaders headers, CharSequence name) {
    var found = new ArrayList<String>(1);
    Iterator<? extends CharSequence> lines =
        headers.valueCharSequenceIterator(HttpHeaderNames.COOKIE);
    while (lines.hasNext()) {
      collect(lines.next().toString(), name.toString(), found);
    }
    return found;
  }

  private static void collect(String line, String name, List<String> found) {
    int at = 0;
    while (at < line.length() && found.size() < MOST) {
      int semicolon = line.indexOf(';', at);
      int end = semicolon < 0 ? line.length() : semicolon;
      while (at < end && line.charAt(at) == ' ') {
        at++;
      }
      int value = at + name.length() + 1;
      if (value <= end && line.startsWith(name, at) && line.charAt(value - 1) == '=') {
        found.add(line.substring(value, end).strip());
      }
      at = end + 1;
    }
  }
}
