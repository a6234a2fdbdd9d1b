package dev.aviary.flag.definition;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The flags of a file being read. */
final class FlagEntries {
  private static final Pointer PLACE = Pointer.ROOT.to(FlagFile.FLAGS);
  private static final String KEY = "key";

  private final List<Fault> faults;
  private final SortedMap<FlagKey, FlagReading> flags = new TreeMap<>();

  FlagEntries(List<Fault> faults) {
    this.faults = faults;
  }

  SortedMap<FlagKey, FlagReading> read(@Nullable Json json) {
    switch (json) {
      case ObjectNode object ->
          object.members().forEach((key, flag) -> flag(key, flag, PLACE.to(key)));
      case Json.ArrayNode array -> {
        for (int i = 0; i < array.items().size(); i++) {
          item(array.items().get(i), PLACE.to(i));
        }
      }
      case null -> faults.add(new Fault(PLACE, "is missing"));
      default -> faults.add(new Fault(PLACE, "is neither an object nor an array"));
    }
    return flags;
  }

  private void item(Json json, Pointer place) {
    if (json instanceof ObjectNode object && object.get(KEY) instanceof Json.Text key) {
      flag(key.value(), object.without(KEY), place);
    } else {
      faults.add(new Fault(place, "is no object with a key"));
    }
  }

  private void flag(String name, Json json, Pointer place) {
    FlagKey key;
    try {
      key = new FlagKey(name);
    } catch (BadValueException e) {
      faults.add(new Fault(place, String.valueOf(e.getMessage())));
      return;
    }
    if (flags.putIfAbsent(key, FlagReading.of(place, json)) != null) {
      faults.add(new Fault(place, "'" + name + "' is there twice"));
    }
  }
}
