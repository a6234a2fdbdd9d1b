package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.json.Pointer;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The faults and warnings of a definition that is to be written.
 *
 * @param faults what never works, or what flagd's schema refuses: the definition is refused
 * @param warnings what may fail in some contexts
 */
public record Review(List<Fault> faults, List<Fault> warnings) {
  static final Review NONE = new Review(List.of(), List.of());

  public Review {
    faults = sorted(faults);
    warnings = sorted(warnings);
  }

  private static List<Fault> sorted(List<Fault> faults) {
    return faults.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(faults));
  }

  /** The same review of the value that holds this one at that place. */
  public Review at(Pointer place) {
    return faults.isEmpty() && warnings.isEmpty()
        ? this
        : new Review(moved(faults, place), moved(warnings, place));
  }

  private static List<Fault> moved(Collection<Fault> faults, Pointer place) {
    return faults.stream()
        .map(fault -> new Fault(fault.pointer().inside(place), fault.detail()))
        .toList();
  }
}
