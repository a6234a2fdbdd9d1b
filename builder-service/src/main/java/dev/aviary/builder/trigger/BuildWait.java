package dev.aviary.builder.trigger;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a call that deploys waits for the end of its deployment.
 *
 * @param most zero: not at all
 */
record BuildWait(Duration most) {
  /** What {@code true} stands for, and the longest. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})(s|m)");

  /**
   * @param given {@code true}, {@code false}, or a time like {@code 45s} or {@code 10m}
   * @throws BadValueException when it is none
   */
  static BuildWait of(@Nullable String given) {
    if (given == null || given.equals("false")) {
      return new BuildWait(Duration.ZERO);
    }
    if (given.equals("true")) {
      return new BuildWait(LONGEST);
    }
    Matcher time = FORM.matcher(given);
    Check.that(time.matches(), "wait is '" + given + "'; give true, or a time like 45s or 10m");
    long count = Long.parseLong(time.group(1));
    Duration most =
        time.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMinutes(count);
    return new BuildWait(Check.range(most, Duration.ofSeconds(1), LONGEST, "wait"));
  }

  boolean isNone() {
    return most.isZero();
  }
}
