package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A whole {@code flags.json}: all flags and what they share. */
public record FlagFile(SortedMap<FlagKey, FlagDocument> flags, FlagSetDocument shared) {
  public static final String FLAGS = "flags";

  public FlagFile {
    flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
  }

  /**
   * The flags of a file, or everything that is wrong with it.
   *
   * @param json {@code flags} is an object, or an array of flags that have a {@code key}
   */
  public static Reading<FlagFile> read(Json json) {
    FlagFileReading file = FlagFileReading.of(json);
    List<Fault> faults = new ArrayList<>(file.faults());
    var flags = new TreeMap<FlagKey, FlagDocument>();
    file.flags()
        .forEach((key, flag) -> {
          switch (flag.reading()) {
            case Reading.Read<FlagDocument>(FlagDocument document) -> flags.put(key, document);
            case Reading.Faulty<FlagDocument>(List<Fault> wrong) ->
                wrong.forEach(fault ->
                    faults.add(new Fault(fault.pointer().inside(flag.place()), fault.detail())));
          }
        });
    return faults.isEmpty()
        ? new Reading.Read<>(new FlagFile(flags, file.shared()))
        : new Reading.Faulty<>(faults);
  }

  /**
   * The file as flagd reads it.
   *
   * @param extras whether Aviary's extras stand beside each definition; flagd's schema has none
   */
  public ObjectNode json(boolean extras) {
    Map<String, Json> all = new LinkedHashMap<>();
    flags.forEach(
        (key, flag) -> all.put(key.text(), extras ? flag.json() : flag.definition().json()));
    return shared.json().with(FLAGS, new ObjectNode(all));
  }
}
