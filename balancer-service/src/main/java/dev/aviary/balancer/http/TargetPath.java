package dev.aviary.balancer.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request's target, in two readings. The strict one is that of RFC 3986, sections
 * 6.2.2.2 and 6.2.2.3. The loose one is what software makes of it that decodes more, or later, than
 * it should: {@code %2F} and a backslash part segments, several slashes are one, a segment ends at
 * its first {@code ;}. Every decision by a path uses both.
 */
public final class TargetPath {
  /** How often a path is decoded at most: more is no encoding that anybody needs. */
  private static final int MOST_DECODED = 3;

  private TargetPath() {}

  /** The target without its query. */
  public static String of(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Whether both readings are the path itself. */
  public static boolean plain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == ';' || c == '\\') {
        return false;
      }
      if (c == '/' && i + 1 < path.length() && "/.".indexOf(path.charAt(i + 1)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The path with unreserved characters decoded, and without dot segments. */
  public static String strict(String path) {
    return withoutDots(decoded(path, false));
  }

  /** The path as the least careful reader could take it. */
  public static String loose(String path) {
    String all = path;
    for (int i = 0; i < MOST_DECODED && all.indexOf('%') >= 0; i++) {
      all = decoded(all, true);
    }
    String parted = all.replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
    return withoutDots(parted);
  }

  /** Whether a path lies at a prefix or below it; the empty prefix is that of every path. */
  public static boolean below(String path, String prefix) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.isEmpty()
            || path.charAt(prefix.length()) == '/');
  }

  /**
   * The target without a prefix of its path. What follows stays byte for byte, unless the prefix
   * stands there in another spelling or dot segments lead there.
   *
   * @param prefix of the strict reading
   */
  public static String cut(String target, String prefix) {
    String path = of(target);
    String strict = plain(path) ? path : strict(path);
    boolean literal =
        below(path, prefix) && withoutDots(decodedDots(path)).equals(decodedDots(path));
    String rest = (literal ? path : strict).substring(prefix.length());
    return (rest.isEmpty() ? "/" : rest) + target.substring(path.length());
  }

  private static String decodedDots(String path) {
    return path.replaceAll("%2[eE]", ".");
  }

  private static String decoded(String path, boolean all) {
    var text = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int value = path.charAt(i) == '%' ? hex(path, i + 1) : -1;
      if (value >= 0 && (all || unreserved(value))) {
        text.append((char) value);
        i += 2;
      } else {
        text.append(path.charAt(i));
      }
    }
    return text.toString();
  }

  private static int hex(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** RFC 3986, section 2.3. */
  private static boolean unreserved(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "-._~".indexOf(c) >= 0;
  }

  /** RFC 3986, section 5.2.4. */
  private static String withoutDots(String path) {
    if (!path.startsWith("/") || !path.contains("/.")) {
      return path;
    }
    String[] segments = path.substring(1).split("/", -1);
    List<String> kept = new ArrayList<>(segments.length);
    for (int i = 0; i < segments.length; i++) {
      boolean up = segments[i].equals("..");
      if (up && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (!up && !segments[i].equals(".")) {
        kept.add(segments[i]);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
