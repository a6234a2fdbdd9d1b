package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Pointer;

/**
 * Something that is not as it was.
 *
 * @param flag as the file names it
 * @param pointer where, in the file
 * @param detail what, and what it means, for people
 */
public record TranslationNote(Kind kind, String flag, Pointer pointer, String detail) {
  /** What became of the place. */
  public enum Kind {
    /** It is carried over and means something else in some cases. */
    CHANGED,
    /** It is not carried over; what the flag gives does not depend on it. */
    LOST,
    /** The whole flag is left out because of it. */
    LEFT_OUT
  }
}
