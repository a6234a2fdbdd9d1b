package dev.aviary.builder.running;

import dev.aviary.contract.app.Check;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a container's log are wanted.
 *
 * @param since null: from the beginning
 * @param tail how many of the last lines, 1 to 10,000
 * @param search a text that a line has to hold, in either case; null: every line
 */
record LogQuery(@Nullable Instant since, int tail, @Nullable String search, boolean follow) {
  static final int TAIL = 200;
  static final int MOST = 10_000;

  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");

  LogQuery {
    Check.range(tail, 1, MOST, "tail");
    Check.that(
        search == null || (!search.isEmpty() && search.length() <= 200),
        "search is empty, or longer than 200 characters");
  }

  /**
   * @param since how long ago, as in {@code 90s}, {@code 10m}, {@code 2h} or {@code 1d}, or an
   *     instant of RFC 3339
   */
  static LogQuery of(
      @Nullable String since,
      @Nullable Integer tail,
      @Nullable String search,
      boolean follow,
      Instant now) {
    return new LogQuery(
        since == null ? null : instant(since, now), tail == null ? TAIL : tail, search, follow);
  }

  private static Instant instant(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    try {
      if (!ago.matches()) {
        return Instant.parse(text);
      }
      String unit = ago.group(2).toUpperCase(Locale.ROOT);
      return now.minus(Duration.parse((unit.equals("D") ? "P" : "PT") + ago.group(1) + unit));
    } catch (DateTimeException e) {
      Check.that(
          false,
          "since is '" + text + "'; give 90s, 10m, 2h, 1d or a time as 2026-01-31T08:00:00Z");
      throw e;
    }
  }

  boolean takes(String line) {
    return search == null
        || line.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }

  int sinceSeconds() {
    return since == null
        ? 0
        : (int) Math.max(0, Math.min(since.getEpochSecond(), Integer.MAX_VALUE));
  }
}
