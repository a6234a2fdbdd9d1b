package dev.aviary.flag.evaluate;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * The number that a text stands for in JavaScript (<a
 * href="https://tc39.es/ecma262/#sec-stringtonumber">ECMAScript, StringToNumber</a>).
 */
final class StringNumber {
  /** Most bits of an integer that a double can hold. */
  private static final int BITS = 1024;

  /** Possessive quantifiers: a long text that is no number is refused without backtracking. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?+");

  private static final Pattern INFINITY = Pattern.compile("[+-]?Infinity");
  private static final Pattern PREFIXED =
      Pattern.compile("0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+");

  private StringNumber() {}

  /** NaN: none. */
  static double of(String text) {
    int length = text.length();
    if (length > 0 && length < 10 && isDigits(text)) {
      return Integer.parseInt(text);
    }
    String trimmed = trim(text);
    if (trimmed.isEmpty()) {
      return 0;
    }
    if (DECIMAL.matcher(trimmed).matches() || INFINITY.matcher(trimmed).matches()) {
      return Double.parseDouble(trimmed);
    }
    return PREFIXED.matcher(trimmed).matches() ? prefixed(trimmed) : Double.NaN;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static double prefixed(String text) {
    int radix =
        switch (Character.toLowerCase(text.charAt(1))) {
          case 'x' -> 16;
          case 'o' -> 8;
          default -> 2;
        };
    int first = 2;
    while (first < text.length() && text.charAt(first) == '0') {
      first++;
    }
    String digits = text.substring(first);
    if (digits.isEmpty()) {
      return 0;
    }
    return digits.length() > BITS
        ? Double.POSITIVE_INFINITY
        : new BigInteger(digits, radix).doubleValue();
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** ECMAScript's WhiteSpace and LineTerminator. */
  private static boolean isBlank(char each) {
    return switch (each) {
      case '\t', '\n', '\u000B', '\f', '\r', '\u2028', '\u2029', '\uFEFF' -> true;
      default -> Character.getType(each) == Character.SPACE_SEPARATOR;
    };
  }
}
