package dev.aviary.balancer.http;

import java.util.Locale;

/** The value of a Host field: {@code uri-host [ ":" port ]} (RFC 9112, section 3.2). */
public final class Host {
  private static final String PUNCTUATION = "-._~!$&'()*+,;=%";

  private Host() {}

  static boolean valid(String host) {
    if (plain(host)) {
      return true;
    }
    int colon = portColon(host);
    return colon == host.length()
        ? name(host)
        : name(host.substring(0, colon)) && port(host, colon);
  }

  /** The name alone, in lower case, without a trailing dot. */
  public static String name(CharSequence host) {
    String text = host.toString();
    if (plain(text) && !text.endsWith(".")) {
      return text;
    }
    String name = text.substring(0, portColon(text)).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The port with its colon; empty without one. */
  static String port(String host) {
    return host.substring(portColon(host));
  }

  /** As most are: a name without a port, in small letters. */
  private static boolean plain(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Where the port begins; the end of the text when there is none. */
  private static int portColon(String host) {
    int colon = host.indexOf(':', Math.max(0, host.lastIndexOf(']')));
    return colon < 0 ? host.length() : colon;
  }

  private static boolean name(String name) {
    if (name.startsWith("[")) {
      return name.endsWith("]")
          && name.length() > 2
          && address(name.substring(1, name.length() - 1));
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!alphanumeric(c) && PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean address(String literal) {
    return literal.chars().allMatch(c -> hex(c) || c == ':' || c == '.');
  }

  private static boolean hex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Up to five digits: an empty one means the default (RFC 3986, section 3.2.3). */
  private static boolean port(String host, int colon) {
    int port = 0;
    for (int i = colon + 1; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
      port = port * 10 + host.charAt(i) - '0';
    }
    return host.length() - colon <= 6 && port <= 65_535;
  }

  private static boolean alphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
