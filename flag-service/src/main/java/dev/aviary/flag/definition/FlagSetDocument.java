package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * What all flags of a set share: flagd's {@code $evaluators}, the set's metadata, {@code $schema}.
 *
 * @param json a {@code flags.json} without its flags, which was checked
 */
public record FlagSetDocument(ObjectNode json) {
  public static final FlagSetDocument EMPTY = new FlagSetDocument(ObjectNode.EMPTY);
  public static final String EVALUATORS = "$evaluators";

  public FlagSetDocument {
    List<Fault> faults = faults(json);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("a set of flags is wrong: " + faults);
    }
  }

  public static Reading<FlagSetDocument> read(Json json) {
    if (!(json instanceof ObjectNode object)) {
      return new Reading.Faulty<>(List.of(new Fault(Pointer.ROOT, "is not an object")));
    }
    ObjectNode shared = object.without(FlagFile.FLAGS);
    List<Fault> faults = faults(shared);
    return faults.isEmpty()
        ? new Reading.Read<>(new FlagSetDocument(shared))
        : new Reading.Faulty<>(faults);
  }

  /** Rules by name, to which {@code {"$ref": name}} refers. */
  public ObjectNode evaluators() {
    return json.get(EVALUATORS) instanceof ObjectNode object ? object : ObjectNode.EMPTY;
  }

  /** Every flag's metadata begins with these; the flag's own win. */
  public ObjectNode metadata() {
    return json.get(Definition.METADATA) instanceof ObjectNode object ? object : ObjectNode.EMPTY;
  }

  static List<Fault> faults(ObjectNode json) {
    List<Fault> faults = new ArrayList<>();
    Members members = Members.of(json, Pointer.ROOT, faults);
    members.object(Definition.METADATA).ifPresent(DefinitionCheck::metadata);
    members
        .object(EVALUATORS)
        .ifPresent(evaluators -> evaluators.json().members().keySet().forEach(evaluators::object));
    return faults;
  }
}
