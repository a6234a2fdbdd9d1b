package dev.aviary.builder.image;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * One pattern of a {@code .dockerignore}, which matches a path and all that lies in it. It means
 * what it means to Docker's client: the pattern is checked as Go's {@code filepath.Match} does and
 * translated into a regular expression as {@code github.com/moby/patternmatcher} 0.6 does. RE2
 * matches in time linear to the path, whatever the pattern is.
 */
final class Glob {
  /** What means something to a regular expression alone. */
  private static final String ESCAPED = ".+()|{}$";

  private final Pattern regex;

  private Glob(Pattern regex) {
    this.regex = regex;
  }

  /**
   * @param glob with neither {@code ./} at its beginning nor {@code /} at either end
   * @throws IllegalArgumentException when it is not well-formed, saying why
   */
  static Glob of(String glob) {
    new GlobSyntax(glob).check();
    try {
      return new Glob(Pattern.compile("(?:" + translated(glob) + ")(?s:/.*)?"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern '%s': %s".formatted(glob, e.getDescription()), e);
    }
  }

  /** Whether it is the path, or a folder that the path lies in. */
  boolean matches(String path) {
    return regex.matches(path);
  }

  private static String translated(String glob) {
    if (glob.startsWith("**") && !glob.startsWith("**/") && plain(glob.substring(2))) {
      return "(?s:.*)" + Pattern.quote(glob.substring(2));
    }
    return plain(glob) ? Pattern.quote(glob) : wild(glob);
  }

  private static boolean plain(String glob) {
    return glob.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
  }

  /** Docker translates between brackets too: what it then means by {@code [*]} is meant here. */
  private static String wild(String glob) {
    var regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (glob.startsWith("**", at)) {
        at += glob.startsWith("**/", at) ? 3 : 2;
        regex.append(at < glob.length() ? "(?:.*/)?" : ".*");
        continue;
      }
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '\\' -> {
          at++;
          regex.append('\\').append(glob.charAt(at));
        }
        default -> regex.append(ESCAPED.indexOf(c) < 0 ? "" : "\\").append(c);
      }
      at++;
    }
    return regex.toString();
  }
}
