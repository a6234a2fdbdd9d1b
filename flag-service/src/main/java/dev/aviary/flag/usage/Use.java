package dev.aviary.flag.usage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a flag's evaluations, to the minute. Several services that count the same flag
 * each keep one; {@link #with} joins them, in any order and however often.
 *
 * @param last minute of the last one, since 1970
 * @param same the minute since which all gave the same
 * @param differed the minute of the last one that gave something else; 0: none is known
 * @param result the variant that they gave; empty when they gave none
 */
record Use(long last, long same, long differed, String result) {
  static final long MINUTE = 60_000;

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}) (\\d{1,12})(?:/(\\d{1,12}))? (.*)", Pattern.DOTALL);

  /** None is known that gave something else. */
  Use(long last, long same, String result) {
    this(last, same, 0, result);
  }

  /** Nothing when it is no such text. */
  static Optional<Use> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Use(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                parts.group(3) == null ? 0 : Long.parseLong(parts.group(3)),
                parts.group(4)))
        : Optional.empty();
  }

  /** One more evaluation, in a minute that is not earlier. */
  Use then(long minute, String gave) {
    return gave.equals(result)
        ? new Use(minute, same, differed, result)
        : new Use(minute, minute, last, gave);
  }

  /**
   * What is known when both were counted. Where the results differ, the later one is what the flag
   * gives since the last minute of the other; of two in one minute it is always the same one.
   */
  Use with(Use further) {
    if (result.equals(further.result)) {
      long other = Math.max(differed, further.differed);
      long since = Math.max(other, Math.min(same, further.same));
      return new Use(Math.max(last, further.last), since, other, result);
    }
    boolean later =
        last == further.last ? result.compareTo(further.result) > 0 : last > further.last;
    Use newer = later ? this : further;
    long other = Math.max(newer.differed, (later ? further : this).last);
    return new Use(newer.last, Math.max(newer.same, other), other, newer.result);
  }

  /** {@code <last> <same> <result>}, or {@code <last> <same>/<differed> <result>}. */
  @Override
  public String toString() {
    return last + " " + same + (differed == 0 ? "" : "/" + differed) + " " + result;
  }
}
