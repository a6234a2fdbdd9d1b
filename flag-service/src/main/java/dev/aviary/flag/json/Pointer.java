package dev.aviary.flag.json;

import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON value, by RFC 6901. Every part of a rule has one, and few are ever told: the
 * text is made when it is asked for.
 */
public final class Pointer implements Comparable<Pointer> {
  public static final Pointer ROOT = new Pointer("");

  private final @Nullable Pointer holder;

  /** The name or index in the holder. */
  private final Object step;

  private @Nullable String text;

  /**
   * @param text as {@code /flags/a~1b/targeting/if/0}; empty is the whole value
   */
  public Pointer(String text) {
    this.holder = null;
    this.step = "";
    this.text = text;
  }

  private Pointer(Pointer holder, Object step) {
    this.holder = holder;
    this.step = step;
  }

  public Pointer to(String name) {
    return new Pointer(this, name);
  }

  public Pointer to(int index) {
    return new Pointer(this, index);
  }

  /** As {@code /flags/a~1b/targeting/if/0}; empty is the whole value. */
  public String text() {
    String made = text;
    if (made == null) {
      String last = step.toString().replace("~", "~0").replace("/", "~1");
      made = (holder == null ? "" : holder.text()) + "/" + last;
      text = made;
    }
    return made;
  }

  /** Whether that place is this one or lies inside of it. */
  public boolean holds(Pointer other) {
    return other.text().equals(text()) || other.text().startsWith(text() + "/");
  }

  /** The same place, where the whole value lies at that one. */
  public Pointer inside(Pointer outer) {
    return new Pointer(outer.text() + text());
  }

  /** The same place, seen from one that holds it. */
  public Pointer from(Pointer outer) {
    return new Pointer(text().substring(outer.text().length()));
  }

  @Override
  public int compareTo(Pointer other) {
    return text().compareTo(other.text());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pointer pointer && text().equals(pointer.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
