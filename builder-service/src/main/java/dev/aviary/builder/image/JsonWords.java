package dev.aviary.builder.image;

/** Text inside a JSON string that stands on lines of a Dockerfile. */
final class JsonWords {
  private JsonWords() {}

  /**
   * What stands between the quotes. It never begins with a blank nor with a number sign, by which a
   * Dockerfile would take the line for a comment.
   */
  static String escaped(String text) {
    var json = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || (at == 0 && (c == '#' || Character.isWhitespace(c)))) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.toString();
  }
}
