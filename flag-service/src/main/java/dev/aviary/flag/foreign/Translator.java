package dev.aviary.flag.foreign;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the flags of a file: each is taken as a whole or left out, and never half. */
final class Translator {
  static final String SPLIT =
      "the product hashes otherwise: as many get each variant, but who does changes once";

  /** The variants of a flag that is on or off. */
  static final ObjectNode BOOLEAN = ObjectNode.EMPTY.with("on", Json.TRUE).with("off", Json.FALSE);

  static final String NO_NUMBER =
      "an attribute that is not a number fails the flag here (GENERAL); there it does not match";

  private final SortedMap<FlagKey, FlagDocument> flags = new TreeMap<>();
  private final List<TranslationNote> notes = new ArrayList<>();

  /** What one flag is made of; what is told of it counts only if it is taken. */
  static final class Flag {
    private final String name;
    private final Set<TranslationNote> told = new LinkedHashSet<>();

    private Flag(String name) {
      this.name = name;
    }

    void changed(Pointer place, String detail) {
      told.add(new TranslationNote(TranslationNote.Kind.CHANGED, name, place, detail));
    }

    void lost(Pointer place, String detail) {
      told.add(new TranslationNote(TranslationNote.Kind.LOST, name, place, detail));
    }

    /** Tells of each of these members that is there. */
    void lost(FileObject part, String detail, String... names) {
      for (String each : names) {
        if (part.find(each).isPresent()) {
          lost(part.to(each), detail);
        }
      }
    }

    String name() {
      return name;
    }
  }

  /** Makes the definition of one flag. */
  @FunctionalInterface
  interface Recipe {
    ObjectNode definition(Flag flag) throws Untranslatable;
  }

  /**
   * @param place of the flag in the file
   */
  void add(String name, Pointer place, Recipe recipe) {
    Flag flag = new Flag(name);
    try {
      FlagKey key =
          FlagKey.of(name)
              .orElseThrow(() -> new Untranslatable(place, "no flag can have that key here"));
      if (flags.containsKey(key)) {
        throw new Untranslatable(place, "is there twice");
      }
      flags.put(key, checked(recipe.definition(flag), place));
      notes.addAll(flag.told);
    } catch (Untranslatable e) {
      notes.add(new TranslationNote(TranslationNote.Kind.LEFT_OUT, name, e.pointer(), e.detail()));
    }
  }

  private static FlagDocument checked(ObjectNode json, Pointer place) throws Untranslatable {
    FlagDocument document =
        switch (FlagDocument.read(json)) {
          case Reading.Read<FlagDocument>(FlagDocument read) -> read;
          case Reading.Faulty<FlagDocument> refused ->
              throw new Untranslatable(
                  place, "cannot be a flag here: " + refused.faults().getFirst());
        };
    List<Fault> faults = Rules.rule(json, FlagSetDocument.EMPTY).faults();
    if (!faults.isEmpty()) {
      throw new Untranslatable(place, "cannot be a flag here: " + faults.getFirst());
    }
    return document;
  }

  Translation translation() {
    return new Translation(flags, notes);
  }

  /** A definition with a rule, of which null as the result gives the default variant. */
  static ObjectNode definition(
      boolean enabled, ObjectNode variants, Optional<String> defaultVariant, Json rule) {
    ObjectNode json =
        ObjectNode.EMPTY
            .with(Definition.STATE, Logic.text(enabled ? "ENABLED" : "DISABLED"))
            .with(Definition.VARIANTS, variants);
    if (defaultVariant.isPresent()) {
      json = json.with(Definition.DEFAULT_VARIANT, Logic.text(defaultVariant.get()));
    }
    return switch (rule) {
      case ObjectNode operation -> json.with(Definition.TARGETING, operation);
      // Always the same, or never anything.
      case Json.Text always -> json.with(Definition.DEFAULT_VARIANT, always);
      default -> json;
    };
  }

  /** Texts, numbers and booleans become metadata; the others are told. */
  static ObjectNode metadata(Flag flag, Optional<FileObject> given) {
    ObjectNode metadata = ObjectNode.EMPTY;
    if (given.isPresent()) {
      for (var each : given.get().json().members().entrySet()) {
        switch (each.getValue()) {
          case Json.Text _, Json.NumberNode _, Json.Bool _ ->
              metadata = metadata.with(each.getKey(), each.getValue());
          default ->
              flag.lost(
                  given.get().to(each.getKey()),
                  "metadata are texts, numbers and booleans; this is none");
        }
      }
    }
    return metadata;
  }

  static ObjectNode described(ObjectNode definition, Optional<String> description) {
    return description.isEmpty() || description.get().isBlank()
        ? definition
        : definition.with(
            FlagDocument.EXTRAS,
            ObjectNode.EMPTY.with("description", Logic.text(description.get())));
  }
}
