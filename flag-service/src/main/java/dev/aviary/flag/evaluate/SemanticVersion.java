package dev.aviary.flag.evaluate;

import com.github.zafarkhaja.semver.Version;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version by <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>, read as
 * flagd does: a {@code v} before it is left out, and {@code 1} and {@code 1.2} are 1.0.0 and 1.2.0.
 */
final class SemanticVersion implements Comparable<SemanticVersion> {
  /** Most characters, and the greatest number, that the library of flagd's package reads. */
  private static final int LENGTH = 256;

  private static final long GREATEST = 9_007_199_254_740_991L;
  private static final String NUMBER = "(?:0|[1-9]\\d*)";
  private static final Pattern MAJOR = Pattern.compile(NUMBER);
  private static final Pattern MAJOR_AND_MINOR = Pattern.compile(NUMBER + "\\." + NUMBER);

  private final Version version;

  private SemanticVersion(Version version) {
    this.version = version;
  }

  static Optional<SemanticVersion> of(String text) {
    if (text.length() > LENGTH) {
      return Optional.empty();
    }
    String plain = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
    String whole =
        MAJOR.matcher(plain).matches()
            ? plain + ".0.0"
            : MAJOR_AND_MINOR.matcher(plain).matches() ? plain + ".0" : plain.strip();
    return Version.tryParse(whole)
        .filter(version -> version.majorVersion() <= GREATEST)
        .filter(version -> version.minorVersion() <= GREATEST)
        .filter(version -> version.patchVersion() <= GREATEST)
        .map(SemanticVersion::new);
  }

  /** Whether the text is a version as the specification has it, with nothing left out or added. */
  static boolean isWhole(String text) {
    return Version.isValid(text);
  }

  long major() {
    return version.majorVersion();
  }

  long minor() {
    return version.minorVersion();
  }

  /** As the specification writes it, without what stands after a plus. */
  @Override
  public String toString() {
    return version.withoutBuildMetadata().toString();
  }

  /** By the precedence of the specification; what stands after a plus counts for nothing. */
  @Override
  public int compareTo(SemanticVersion other) {
    return version.compareToIgnoreBuildMetadata(other.version);
  }
}
