package dev.aviary.flag.definition;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code flags.json} that was sent. Each flag is read by itself, so that a fault of one hides
 * nothing of the others.
 *
 * @param flags those that have a key
 * @param shared what they share; empty when that is wrong
 * @param faults of the file itself, and of flags that have no key of their own
 */
public record FlagFileReading(
    SortedMap<FlagKey, FlagReading> flags, FlagSetDocument shared, List<Fault> faults) {
  private static final Pointer FLAGS = Pointer.ROOT.to(FlagFile.FLAGS);
  private static final String KEY = "key";

  public FlagFileReading {
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    faults = List.copyOf(faults);
  }

  /**
   * Reads a file.
   *
   * @param json {@code flags} is an object, or an array of flags that have a {@code key}
   */
  public static FlagFileReading of(Json json) {
    var flags = new TreeMap<FlagKey, FlagReading>();
    if (!(json instanceof ObjectNode file)) {
      String detail = "a flags.json is an object with the member flags";
      return new FlagFileReading(
          flags, FlagSetDocument.EMPTY, List.of(new Fault(Pointer.ROOT, detail)));
    }
    ObjectNode rest = file.without(FlagFile.FLAGS);
    List<Fault> faults = new ArrayList<>(FlagSetDocument.faults(rest));
    FlagSetDocument shared = faults.isEmpty() ? new FlagSetDocument(rest) : FlagSetDocument.EMPTY;
    switch (file.get(FlagFile.FLAGS)) {
      case ObjectNode(var members) ->
          members.forEach((key, flag) -> read(key, flag, FLAGS.to(key), flags, faults));
      case Json.ArrayNode(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          item(items.get(i), FLAGS.to(i), flags, faults);
        }
      }
      case null -> faults.add(new Fault(FLAGS, "is missing"));
      default -> faults.add(new Fault(FLAGS, "is neither an object nor an array"));
    }
    return new FlagFileReading(flags, shared, faults);
  }

  private static void item(
      Json json, Pointer place, SortedMap<FlagKey, FlagReading> flags, List<Fault> faults) {
    if (json instanceof ObjectNode object && object.get(KEY) instanceof Json.Text(String key)) {
      read(key, object.without(KEY), place, flags, faults);
    } else {
      faults.add(new Fault(place, "is not an object with a key"));
    }
  }

  private static void read(
      String name,
      Json json,
      Pointer place,
      SortedMap<FlagKey, FlagReading> flags,
      List<Fault> faults) {
    try {
      FlagKey key = new FlagKey(name);
      if (flags.putIfAbsent(key, FlagReading.of(place, json)) != null) {
        faults.add(new Fault(place, "'" + name + "' is there twice"));
      }
    } catch (BadValueException e) {
      faults.add(new Fault(place, String.valueOf(e.getMessage())));
    }
  }

  /** The fault of a flag, at the flag's place in the file: in an array it has a number. */
  public Fault placed(FlagKey key, Fault fault) {
    FlagReading flag = flags.get(key);
    Pointer inner = FLAGS.to(key.text());
    return flag == null || !inner.holds(fault.pointer())
        ? fault
        : new Fault(fault.pointer().from(inner).inside(flag.place()), fault.detail());
  }
}
