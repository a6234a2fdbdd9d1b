package dev.aviary.flag.ofrep;

import java.util.List;

/**
 * Entity tags in {@code If-None-Match} (RFC 9110, sections 8.8.3 and 13.1.2), compared weakly, and
 * read more kindly than written there: a tag may lack its quotes.
 */
final class EntityTags {
  private EntityTags() {}

  /**
   * @param fields the values of all header lines
   * @param tag with its quotes
   */
  static boolean match(List<String> fields, String tag) {
    String wanted = opaque(tag);
    for (String field : fields) {
      if (matches(field, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text names that tag, in whatever form. */
  static boolean same(String text, String tag) {
    return opaque(text).equals(opaque(tag));
  }

  private static boolean matches(String field, String wanted) {
    int from = 0;
    while (from <= field.length()) {
      int end = end(field, from);
      String each = field.substring(from, end).strip();
      if (each.equals("*") || opaque(each).equals(wanted)) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** The next comma that is not inside of quotes. */
  private static int end(String field, int from) {
    boolean quoted = false;
    for (int i = from; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return field.length();
  }

  private static String opaque(String tag) {
    String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
    return quoted ? strong.substring(1, strong.length() - 1) : strong;
  }
}
