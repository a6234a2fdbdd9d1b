package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Schedule;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a flag becomes one that is on or off for everybody. */
final class Switch {
  private static final String ON = "on";
  private static final String OFF = "off";

  private Switch() {}

  /** A new flag. */
  static FlagDocument of(boolean on) {
    return new FlagDocument(Definition.switched(on), AviaryMembers.NONE);
  }

  /**
   * The flag with its name, owner and variants, but always on or always off: no rule, no schedule,
   * no prerequisite, no kill. Nothing for a flag that is not boolean.
   */
  static Optional<FlagDocument> always(FlagDocument flag, boolean on) {
    Definition definition = flag.definition();
    if (!isBoolean(definition)) {
      return Optional.empty();
    }
    AviaryMembers extras = flag.extras();
    AviaryMembers plain =
        new AviaryMembers(
            extras.description(),
            extras.owner(),
            extras.tags(),
            extras.expires(),
            List.of(),
            Schedule.ALWAYS,
            Optional.empty());
    return Optional.of(
        new FlagDocument(new Definition(turned(definition.json(), definition, on)), plain));
  }

  private static ObjectNode turned(ObjectNode json, Definition definition, boolean on) {
    ObjectNode variants = definition.variants();
    String variant = variant(definition, on).orElseGet(() -> freeName(variants, on ? ON : OFF));
    return json.without(Definition.TARGETING)
        .with(Definition.STATE, new Json.Text(Definition.State.ENABLED.name()))
        .with(Definition.VARIANTS, with(variants, variant, on))
        .with(Definition.DEFAULT_VARIANT, new Json.Text(variant));
  }

  private static ObjectNode with(ObjectNode variants, String variant, boolean on) {
    return variants.get(variant) == null ? variants.with(variant, Json.of(on)) : variants;
  }

  /** Whether every variant is true or false. */
  static boolean isBoolean(Definition definition) {
    return definition.variants().members().values().stream().allMatch(Json.Bool.class::isInstance);
  }

  /** Whether it gives the same to everybody at every time. */
  static boolean isStatic(FlagDocument flag) {
    AviaryMembers extras = flag.extras();
    return flag.definition().targeting().isEmpty()
        && extras.prerequisites().isEmpty()
        && extras.schedule().equals(Schedule.ALWAYS)
        && extras.kill().isEmpty();
  }

  /** The default one, when it has that value; else the first that has. */
  private static Optional<String> variant(Definition definition, boolean on) {
    Map<String, Json> variants = definition.variants().members();
    return definition
        .defaultVariant()
        .filter(name -> Json.of(on).equals(variants.get(name)))
        .or(() ->
            variants.entrySet().stream()
                .filter(each -> each.getValue().equals(Json.of(on)))
                .map(Map.Entry::getKey)
                .findFirst());
  }

  private static String freeName(ObjectNode variants, String name) {
    return variants.get(name) == null ? name : freeName(variants, name + "-again");
  }
}
