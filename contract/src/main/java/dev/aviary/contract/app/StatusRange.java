package dev.aviary.contract.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status codes of HTTP from {@code least} to {@code most}, both in it, 100 to 599 (RFC 9110,
 * section 15). On the wire {@code 204} or {@code 200-399}.
 */
public record StatusRange(int least, int most) {
  /** What says that all is well. */
  public static final StatusRange SUCCESS = new StatusRange(200, 299);

  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  public StatusRange {
    Check.that(least <= most, "healthStatus: %d is above %d".formatted(least, most));
  }

  public static StatusRange of(String text) {
    Matcher form = FORM.matcher(text.strip());
    Check.that(
        form.matches(), "healthStatus is '" + text + "'; give a status or two, as in 200-399");
    int least = Integer.parseInt(form.group(1));
    return new StatusRange(least, form.group(2) == null ? least : Integer.parseInt(form.group(2)));
  }

  public boolean takes(int status) {
    return status >= least && status <= most;
  }

  @Override
  public String toString() {
    return least == most ? Integer.toString(least) : least + "-" + most;
  }
}
