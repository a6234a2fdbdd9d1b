package dev.aviary.flag.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version by <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>, read as
 * flagd does: a {@code v} before it is left out, and {@code 1} and {@code 1.2} are 1.0.0 and 1.2.0.
 *
 * @param prerelease its identifiers; none: a release. What stands after a plus counts for nothing.
 */
record SemanticVersion(long major, long minor, long patch, List<String> prerelease)
    implements Comparable<SemanticVersion> {
  private static final int LENGTH = 256;
  private static final long MOST = 9_007_199_254_740_991L;
  private static final String NUMBER = "(0|[1-9]\\d{0,15})";
  private static final String IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][a-zA-Z0-9-]*)";
  private static final Pattern FULL =
      Pattern.compile(
          "v?"
              + NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-("
              + IDENTIFIER
              + "(?:\\."
              + IDENTIFIER
              + ")*))?"
              + "(?:\\+[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*)?");
  private static final Pattern PARTIAL = Pattern.compile(NUMBER + "(?:\\." + NUMBER + ")?");

  SemanticVersion {
    prerelease = List.copyOf(prerelease);
  }

  static Optional<SemanticVersion> of(String text) {
    if (text.length() > LENGTH) {
      return Optional.empty();
    }
    String plain = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
    Matcher full = FULL.matcher(plain.strip());
    if (full.matches()) {
      String prerelease = full.group(4);
      return of(
          number(full.group(1)),
          number(full.group(2)),
          number(full.group(3)),
          prerelease == null ? List.of() : List.of(prerelease.split("\\.")));
    }
    Matcher partial = PARTIAL.matcher(plain);
    return partial.matches()
        ? of(number(partial.group(1)), number(partial.group(2)), 0, List.of())
        : Optional.empty();
  }

  /** Whether the text is a version as the specification has it, with nothing left out or added. */
  static boolean isWhole(String text) {
    return !text.startsWith("v") && text.equals(text.strip()) && FULL.matcher(text).matches();
  }

  /** As the specification writes it, without what stands after a plus. */
  @Override
  public String toString() {
    String release = major + "." + minor + "." + patch;
    return prerelease.isEmpty() ? release : release + "-" + String.join(".", prerelease);
  }

  private static Optional<SemanticVersion> of(
      long major, long minor, long patch, List<String> prerelease) {
    return major > MOST || minor > MOST || patch > MOST
        ? Optional.empty()
        : Optional.of(new SemanticVersion(major, minor, patch, prerelease));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order;
    }
    if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return prerelease.isEmpty() ? 1 : -1;
    }
    int common = Math.min(prerelease.size(), other.prerelease.size());
    for (int i = 0; i < common; i++) {
      int each = identifiers(prerelease.get(i), other.prerelease.get(i));
      if (each != 0) {
        return each;
      }
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  /** Numbers by their size and before all others; those without leading zeros, as all are. */
  private static int identifiers(String left, String right) {
    boolean isNumber = isNumber(left);
    if (isNumber != isNumber(right)) {
      return isNumber ? -1 : 1;
    }
    return isNumber && left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(each -> each >= '0' && each <= '9');
  }
}
