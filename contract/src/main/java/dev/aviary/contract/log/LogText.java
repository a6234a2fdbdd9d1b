package dev.aviary.contract.log;

import java.util.regex.Pattern;

/** Text of others on its way into a log, or onto the timeline: one line, and no secret. */
public final class LogText {
  private static final Pattern USER_OF_AN_ADDRESS = Pattern.compile("(?<=://)[^/\\s\"]*(?=@)");
  private static final Pattern TOKEN =
      Pattern.compile("(?i)(token[=:]\\s*\"?|bearer\\s+)[^&\\s\"]+");

  private LogText() {}

  /** Without credentials in addresses and without tokens, whatever level a library logs them at. */
  static String redacted(String text) {
    String named = USER_OF_AN_ADDRESS.matcher(text).replaceAll("***");
    return TOKEN.matcher(named).replaceAll("$1[redacted]");
  }

  /**
   * With the escapes of Java for line ends, for all other control characters and for those that a
   * reader does not see, such as marks of direction.
   */
  public static String escaped(String text) {
    return text.codePoints().allMatch(LogText::visible) ? text : escapedOneByOne(text);
  }

  private static String escapedOneByOne(String text) {
    var line = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
              if (visible(c)) {
                line.appendCodePoint(c);
              } else {
                line.append("\\u%04x".formatted(c));
              }
            }
          }
        });
    return line.toString();
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
