package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.log.LogText;
import org.jspecify.annotations.Nullable;

/** Why somebody changes an app's traffic, as a request says it. */
final class GivenReason {
  private static final int LONGEST = 500;

  private GivenReason() {}

  /**
   * As it is kept: on one line, without blanks around it.
   *
   * @param given at most 500 characters; null or blank: none
   */
  static @Nullable String of(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    String reason = given.strip();
    Check.that(reason.length() <= LONGEST, "reason has more than %d characters".formatted(LONGEST));
    return LogText.escaped(reason);
  }

  /** What happened with the reason behind it, as events tell it. */
  static String after(String what, @Nullable String reason) {
    return reason == null ? what : what + ": " + reason;
  }
}
