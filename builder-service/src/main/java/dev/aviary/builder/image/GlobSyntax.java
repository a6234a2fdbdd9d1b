package dev.aviary.builder.image;

/** What Go's {@code filepath.Match} takes for a pattern. */
final class GlobSyntax {
  private final String glob;
  private int at;

  GlobSyntax(String glob) {
    this.glob = glob;
  }

  /**
   * @throws IllegalArgumentException when it is not well-formed, saying why
   */
  void check() {
    while (at < glob.length()) {
      if (glob.charAt(at) == '[') {
        characters();
      } else {
        next();
      }
    }
  }

  /** {@code [a-z_]}, or all but those with {@code ^}; {@code ]} and {@code -} want an escape. */
  private void characters() {
    at++;
    if (glob.startsWith("^", at)) {
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
    }
    at++;
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

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("the pattern '%s': %s".formatted(glob, why));
  }
}
