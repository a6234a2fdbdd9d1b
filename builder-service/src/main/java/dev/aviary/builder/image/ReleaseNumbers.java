package dev.aviary.builder.image;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts an app's builds: the next number is one more than that of any image it has. */
final class ReleaseNumbers {
  private static final Pattern LAST = Pattern.compile("-([0-9]{1,9})$");

  private ReleaseNumbers() {}

  static int next(Collection<String> releases) {
    return 1 + releases.stream().mapToInt(ReleaseNumbers::number).max().orElse(0);
  }

  private static int number(String release) {
    Matcher last = LAST.matcher(release);
    return last.find() ? Integer.parseInt(last.group(1)) : 0;
  }
}
