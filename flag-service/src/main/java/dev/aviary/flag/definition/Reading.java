package dev.aviary.flag.definition;

import java.util.List;

/** What came of reading a definition: the definition, or everything that is wrong with it. */
public sealed interface Reading<T> {
  record Read<T>(T value) implements Reading<T> {}

  /**
   * @param faults one or more, in the order of their places
   */
  record Faulty<T>(List<Fault> faults) implements Reading<T> {
    public Faulty {
      faults = faults.stream().sorted().toList();
    }
  }
}
