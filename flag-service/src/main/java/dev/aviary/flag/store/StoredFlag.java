package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import java.util.OptionalLong;
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
  /** Most digits of a revision. */
  private static final int DIGITS = 18;

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

  /** Whether the index has a note that this service cannot have written. */
  public boolean isDamaged() {
    return digits() == 0;
  }

  /** The revision of all flags at which this one last changed; nothing when the note is damaged. */
  public OptionalLong revision() {
    int digits = digits();
    return digits > 0 ? OptionalLong.of(Long.parseLong(note, 0, digits, 10)) : OptionalLong.empty();
  }

  /**
   * Whether the plain key was written, and so is to be there until it is changed by hand; null when
   * the note does not say.
   */
  public @Nullable Boolean on() {
    int digits = digits();
    if (digits == 0 || digits == note.length()) {
      return null;
    }
    return note.endsWith(ON);
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

  /**
   * How many digits the note begins with; 0 when it is damaged. Every look at Redis asks this of
   * all flags.
   */
  private int digits() {
    int end = 0;
    while (end < note.length() && end <= DIGITS && isDigit(note.charAt(end))) {
      end++;
    }
    boolean number = 0 < end && end <= DIGITS && note.charAt(0) != '0';
    return number && (end == note.length() || isRest(end, ON) || isRest(end, OFF)) ? end : 0;
  }

  private boolean isRest(int from, String text) {
    return note.length() == from + 1 + text.length()
        && note.charAt(from) == ' '
        && note.endsWith(text);
  }

  private static boolean isDigit(char each) {
    return '0' <= each && each <= '9';
  }
}
