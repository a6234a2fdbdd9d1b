package dev.aviary.contract.flag;

import dev.aviary.contract.app.Check;
import org.jspecify.annotations.Nullable;

/**
 * A flag as it lies in Redis. The document is opaque here: what it means is the flag service's.
 *
 * @param document JSON
 * @param revision the revision of all flags at which this one last changed
 * @param on whether the plain key was written, and so is to be there until somebody changes it by
 *     hand; null where an older version wrote the flag, which did not note it
 */
public record StoredFlag(String document, long revision, @Nullable Boolean on) {
  private static final String ON = " on";
  private static final String OFF = " off";

  public StoredFlag {
    Check.text(document, "document");
    Check.that(revision > 0, "a flag's revision is 1 or more");
  }

  /**
   * @param note {@code <revision> on}, {@code <revision> off}, or the revision alone
   */
  static StoredFlag of(String document, String note) {
    Boolean on = note.endsWith(ON) ? Boolean.TRUE : note.endsWith(OFF) ? Boolean.FALSE : null;
    int end = note.indexOf(' ');
    return new StoredFlag(document, Long.parseLong(end < 0 ? note : note.substring(0, end)), on);
  }

  /** What the index says of it. */
  String note() {
    return on == null ? Long.toString(revision) : revision + (on ? ON : OFF);
  }

  public boolean isOn() {
    return Boolean.TRUE.equals(on);
  }

  public StoredFlag with(boolean nowOn) {
    return isOn() == nowOn && on != null ? this : new StoredFlag(document, revision, nowOn);
  }
}
