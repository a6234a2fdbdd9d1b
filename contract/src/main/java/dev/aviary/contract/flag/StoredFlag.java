package dev.aviary.contract.flag;

import dev.aviary.contract.app.Check;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flag as it lies in Redis. The document is opaque here: what it means is the flag service's.
 *
 * @param document JSON
 * @param note what the index says of it, as it was found: {@code <revision> on} or {@code
 *     <revision> off}, the revision of all flags at which this one last changed and whether its
 *     plain key was written; the revision alone where an older version wrote the flag; anything
 *     else is damaged
 */
public record StoredFlag(String document, String note) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})(?: (on|off))?");
  private static final String ON = "on";
  private static final String OFF = "off";

  public StoredFlag {
    Check.text(document, "document");
    Check.present(note, "note");
  }

  /**
   * @param revision 1 or more
   * @param on null where an older version wrote the flag
   */
  public StoredFlag(String document, long revision, @Nullable Boolean on) {
    this(document, on == null ? Long.toString(revision) : revision + " " + (on ? ON : OFF));
    Check.that(revision > 0, "a flag's revision is 1 or more");
  }

  /** Whether the index has a note that nobody could have written. */
  public boolean isDamaged() {
    return !form().matches();
  }

  /** The revision of all flags at which this one last changed; nothing when the note is damaged. */
  public OptionalLong revision() {
    Matcher form = form();
    return form.matches() ? OptionalLong.of(Long.parseLong(form.group(1))) : OptionalLong.empty();
  }

  /**
   * Whether the plain key was written, and so is to be there until somebody changes it by hand;
   * null when the note does not say.
   */
  public @Nullable Boolean on() {
    Matcher form = form();
    if (!form.matches() || form.group(2) == null) {
      return null;
    }
    return form.group(2).equals(ON);
  }

  public boolean isOn() {
    return Boolean.TRUE.equals(on());
  }

  /**
   * The same flag with a whole note.
   *
   * @param changed the revision at which it last changed, for a note that does not say
   */
  public StoredFlag with(boolean nowOn, long changed) {
    Boolean on = on();
    return on != null && on == nowOn
        ? this
        : new StoredFlag(document, revision().orElse(changed), nowOn);
  }

  private Matcher form() {
    return FORM.matcher(note);
  }
}
