package dev.aviary.flag.definition;

import dev.aviary.flag.json.Pointer;
import java.util.Comparator;

/**
 * One thing that is wrong with a definition.
 *
 * @param pointer where, in what was given
 * @param detail what is wrong and what to do, for people
 */
public record Fault(Pointer pointer, String detail) implements Comparable<Fault> {
  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::pointer).thenComparing(Fault::detail);

  @Override
  public int compareTo(Fault other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return (pointer.text().isEmpty() ? "" : pointer + ": ") + detail;
  }
}
