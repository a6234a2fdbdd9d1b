package dev.aviary.flag.store;

import org.jspecify.annotations.Nullable;

/**
 * A plain key, as deployed apps read it.
 *
 * @param value null: it is missing, or no string
 */
public record PlainKey(@Nullable String value) {
  /** The value of a flag that is on. Every other value, and none, is off. */
  public static final String ON = "true";

  public boolean on() {
    return ON.equals(value);
  }

  boolean present() {
    return value != null;
  }
}
