package dev.aviary.flag.usage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a flag's evaluations, to the minute.
 *
 * @param last minute of the last one, since 1970
 * @param same the minute since which all gave the same
 * @param result the variant that they gave; empty when they gave none
 */
record Use(long last, long same, String result) {
  static final long MINUTE = 60_000;

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}) (\\d{1,12}) (.*)", Pattern.DOTALL);

  /** Nothing when it is no such text. */
  static Optional<Use> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Use(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  /** What is known when this was counted after that. */
  Use after(Use before) {
    return result.equals(before.result)
        ? new Use(Math.max(last, before.last), Math.min(same, before.same), result)
        : this;
  }

  @Override
  public String toString() {
    return last + " " + same + " " + result;
  }
}
