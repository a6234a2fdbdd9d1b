package dev.aviary.flag.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A revision as an entity tag. */
final class ETag {
  private static final Pattern FORM = Pattern.compile("\"?(\\d{1,18})\"?");

  /** What no revision is, so that a strange tag never matches. */
  private static final long NEVER = -1;

  private ETag() {}

  static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /** Weak tags match nothing here (RFC 9110, section 13.1.1), nor do tags of other servers. */
  static long revision(String tag) {
    Matcher form = FORM.matcher(tag);
    return form.matches() ? Long.parseLong(form.group(1)) : NEVER;
  }
}
