package dev.aviary.contract.engine;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the engine's API, as {@code 1.41}. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** What Aviary is made for: the version of engine 20.10, which engines up to 28 answer to. */
  static final ApiVersion PREFERRED = new ApiVersion(1, 41);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})[.]([0-9]{1,3})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /**
   * @throws IllegalArgumentException when the text is no version
   */
  static ApiVersion parse(String text) {
    Matcher version = FORM.matcher(text);
    if (!version.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a version of Docker's API");
    }
    return new ApiVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
  }

  /**
   * The version to speak with an engine: the preferred one, or the nearest to it that the engine
   * takes.
   */
  static ApiVersion between(ApiVersion oldest, ApiVersion newest) {
    if (PREFERRED.compareTo(oldest) < 0) {
      return oldest;
    }
    return PREFERRED.compareTo(newest) > 0 ? newest : PREFERRED;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
