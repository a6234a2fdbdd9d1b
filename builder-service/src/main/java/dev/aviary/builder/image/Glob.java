package dev.aviary.builder.image;

import java.util.regex.Pattern;

/**
 * A pattern of Go's {@code filepath.Match}, in which {@code **} stands for any number of folders:
 * what Docker takes in a {@code .dockerignore}.
 */
final class Glob {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  Glob(String glob) {
    this.glob = glob;
  }

  /**
   * @throws IllegalArgumentException when it is not well-formed
   */
  String regex() {
    while (at < glob.length()) {
      if (glob.startsWith("**/", at)) {
        regex.append("(.*/)?");
        at += 3;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else {
        one(glob.charAt(at));
      }
    }
    return regex.toString();
  }

  private void one(char c) {
    switch (c) {
      case '*' -> any("[^/]*");
      case '?' -> any("[^/]");
      case '[' -> characters();
      default -> regex.append(quoted(next()));
    }
  }

  private void any(String part) {
    regex.append(part);
    at++;
  }

  /** {@code [a-z_]}, or all but those with {@code ^}; {@code ]} and {@code -} want an escape. */
  private void characters() {
    at++;
    regex.append('[');
    if (glob.startsWith("^", at)) {
      regex.append('^');
      at++;
    }
    int begun = at;
    while (!glob.startsWith("]", at) || at == begun) {
      int low = member();
      int high = low;
      if (glob.startsWith("-", at)) {
        at++;
        high = member();
      }
      if (high < low) {
        throw wrong("a range runs backwards");
      }
      regex.append("\\x{%x}-\\x{%x}".formatted(low, high));
    }
    at++;
    regex.append(']');
  }

  private int member() {
    if (at == glob.length()) {
      throw wrong("a [ is not closed");
    }
    if (glob.charAt(at) == ']' || glob.charAt(at) == '-') {
      throw wrong("a ] or - between [ and ] wants a \\ before it");
    }
    return next();
  }

  /** The next character as it is meant: the one after a backslash stands for itself. */
  private int next() {
    if (glob.charAt(at) == '\\') {
      at++;
      if (at == glob.length()) {
        throw wrong("it ends with a \\");
      }
    }
    int c = glob.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private static String quoted(int c) {
    return Pattern.quote(Character.toString(c));
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("the pattern '%s': %s".formatted(glob, why));
  }
}
