package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import org.jspecify.annotations.Nullable;

/**
 * The author of a change of flags, with the reason.
 *
 * @param by 1 to 64 characters
 * @param reason at most 500 characters
 */
public record Author(String by, @Nullable String reason) {
  static final Author REDIS = new Author("redis", "its plain key was changed by hand");
  static final Author SERVICE = new Author("flag-service", null);

  public Author {
    Check.text(by, "by");
    Check.that(by.length() <= 64, "by is longer than 64 characters");
    Check.that(reason == null || reason.length() <= 500, "reason is longer than 500 characters");
  }

  /** What was done and, if the author gave one, the reason. */
  String why(String done) {
    return reason == null || reason.isBlank() ? done : done + ": " + reason.strip();
  }
}
