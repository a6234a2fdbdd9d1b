package dev.aviary.cli.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in a word. */
public final class Ages {
  private Ages() {}

  /**
   * @param at a moment as JSON has it, ISO 8601 or seconds since 1970; anything else gives nothing
   */
  public static String since(String at, Instant now) {
    if (at.isEmpty()) {
      return "";
    }
    try {
      return words(Duration.between(Instant.parse(at), now));
    } catch (DateTimeException e) {
      return "";
    }
  }

  static String words(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
