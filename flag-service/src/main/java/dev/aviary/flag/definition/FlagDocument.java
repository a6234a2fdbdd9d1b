package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One flag as it is stored and shown: flagd's definition, and in the member {@value #EXTRAS} beside
 * it what Aviary adds.
 */
public record FlagDocument(Definition definition, AviaryMembers extras) {
  public static final String EXTRAS = "aviary";

  /** The last change; stored beside the definition and no part of it. */
  public static final String CHANGED = "changed";

  public FlagDocument {
    Check.present(definition, "definition");
    Check.present(extras, "extras");
    List<Fault> faults = variants(definition.variants(), extras);
    Check.that(faults.isEmpty(), "a flag is wrong: " + faults);
    Check.that(
        definition.json().get(CHANGED) == null, "a last change is no part of a flag's document");
  }

  /** The document in a JSON value, or everything that is wrong with it. */
  public static Reading<FlagDocument> read(Json json) {
    if (!(json instanceof ObjectNode object)) {
      return new Reading.Faulty<>(List.of(new Fault(Pointer.ROOT, "a flag is an object")));
    }
    List<Fault> faults = new ArrayList<>();
    Members members = Members.of(object, Pointer.ROOT, faults);
    ObjectNode flagd = object.without(EXTRAS).without(CHANGED);
    DefinitionCheck.of(Members.of(flagd, Pointer.ROOT, faults));
    AviaryMembers extras =
        members.object(EXTRAS).map(ExtrasReader::read).orElse(AviaryMembers.NONE);
    if (flagd.get(Definition.VARIANTS) instanceof ObjectNode names) {
      faults.addAll(variants(names, extras));
    }
    return faults.isEmpty()
        ? new Reading.Read<>(new FlagDocument(new Definition(flagd), extras))
        : new Reading.Faulty<>(faults);
  }

  /** The document as {@link #read} reads it; without extras there is no such member. */
  public ObjectNode json() {
    return extras.isEmpty() ? definition.json() : definition.json().with(EXTRAS, extras.json());
  }

  public FlagDocument with(AviaryMembers other) {
    return new FlagDocument(definition, other);
  }

  private static List<Fault> variants(ObjectNode variants, AviaryMembers extras) {
    List<Fault> faults = new ArrayList<>();
    Pointer place = Pointer.ROOT.to(EXTRAS);
    Optional<String> killed = extras.kill().flatMap(Kill::variant);
    killed.ifPresent(name -> variant(variants, name, place.to("kill"), faults));
    Optional<Ramp> ramp = extras.schedule().ramp();
    ramp.ifPresent(
        value -> variant(variants, value.variant(), place.to("schedule").to("ramp"), faults));
    return faults;
  }

  private static void variant(ObjectNode variants, String name, Pointer place, List<Fault> faults) {
    if (variants.get(name) == null) {
      faults.add(new Fault(place.to("variant"), "'" + name + "' is not one of the variants"));
    }
  }
}
