package dev.aviary.flag.json;

/**
 * A place in a JSON value, by RFC 6901.
 *
 * @param text as {@code /flags/a~1b/targeting/if/0}; empty is the whole value
 */
public record Pointer(String text) implements Comparable<Pointer> {
  public static final Pointer ROOT = new Pointer("");

  public Pointer to(String name) {
    return new Pointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  public Pointer to(int index) {
    return new Pointer(text + "/" + index);
  }

  /** Whether that place is this one or lies inside of it. */
  public boolean holds(Pointer other) {
    return other.text.equals(text) || other.text.startsWith(text + "/");
  }

  /** The same place, where the whole value lies at that one. */
  public Pointer inside(Pointer outer) {
    return new Pointer(outer.text + text);
  }

  /** The same place, seen from one that holds it. */
  public Pointer from(Pointer outer) {
    return new Pointer(text.substring(outer.text.length()));
  }

  @Override
  public int compareTo(Pointer other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
