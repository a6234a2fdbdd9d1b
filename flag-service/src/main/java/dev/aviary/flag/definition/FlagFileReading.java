package dev.aviary.flag.definition;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code flags.json} that was sent: every flag of its own, so that what is wrong with one hides
 * nothing of the others.
 *
 * @param flags those that have a key
 * @param shared what they share; nothing when that is wrong
 * @param faults what is wrong with the file itself, and with flags that have no key of their own
 */
public record FlagFileReading(
    SortedMap<FlagKey, FlagReading> flags, FlagSetDocument shared, List<Fault> faults) {
  public FlagFileReading {
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    faults = List.copyOf(faults);
  }

  /**
   * @param json {@code flags} is an object, or an array of flags that have a {@code key}
   */
  public static FlagFileReading of(Json json) {
    if (!(json instanceof ObjectNode file)) {
      String detail = "a flags.json is an object with the member flags";
      return new FlagFileReading(
          new TreeMap<>(), FlagSetDocument.EMPTY, List.of(new Fault(Pointer.ROOT, detail)));
    }
    ObjectNode rest = file.without(FlagFile.FLAGS);
    List<Fault> faults = new ArrayList<>(FlagSetDocument.faults(rest));
    FlagSetDocument shared = faults.isEmpty() ? new FlagSetDocument(rest) : FlagSetDocument.EMPTY;
    var flags = new FlagEntries(faults).read(file.get(FlagFile.FLAGS));
    return new FlagFileReading(flags, shared, faults);
  }

  /** The same fault, where that flag stands in the file: an array has places by number. */
  public Fault placed(FlagKey key, Fault fault) {
    FlagReading flag = flags.get(key);
    Pointer inner = Pointer.ROOT.to(FlagFile.FLAGS).to(key.text());
    return flag == null || !inner.holds(fault.pointer())
        ? fault
        : new Fault(fault.pointer().from(inner).inside(flag.place()), fault.detail());
  }
}
