package dev.aviary.flag.foreign;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.foreign.Logic.Share;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** GO Feature Flag's configuration: its flags by key. */
final class GoFeatureFlagFile {
  private static final Set<String> KNOWN =
      Set.of(
          "variations",
          "targeting",
          "defaultRule",
          "bucketingKey",
          "disable",
          "metadata",
          "trackEvents",
          "version",
          "converter",
          "scheduledRollout",
          "experimentation");
  private static final Set<String> RULE =
      Set.of("name", "query", "variation", "percentage", "progressiveRollout", "disable");

  private final Translator translator;

  GoFeatureFlagFile(Translator translator) {
    this.translator = translator;
  }

  void translate(Json json) throws Untranslatable {
    FileObject file = FileObject.of(json, Pointer.ROOT);
    for (Map.Entry<String, Json> each : file.json().members().entrySet()) {
      Pointer place = file.to(each.getKey());
      translator.add(
          each.getKey(), place, flag -> definition(FileObject.of(each.getValue(), place), flag));
    }
  }

  private static ObjectNode definition(FileObject given, Translator.Flag flag)
      throws Untranslatable {
    given.only(KNOWN);
    refuse(given, "scheduledRollout", "a flag that changes by itself step by step");
    refuse(given, "experimentation", "a time outside of which clients get their own default");
    flag.lost(given, "this service reports nothing by flag", "trackEvents");
    flag.lost(given, "the flag's revision takes its place", "version");
    ObjectNode variants =
        given
            .part("variations")
            .map(FileObject::json)
            .orElseThrow(() -> missing(given, "variations"));
    FileObject otherwise =
        given.part("defaultRule").orElseThrow(() -> missing(given, "defaultRule"));
    Optional<String> bucketing = given.text("bucketingKey");
    List<Json> branches = new ArrayList<>();
    for (FileObject rule : given.parts("targeting")) {
      if (rule.flag("disable", false)) {
        flag.lost(rule.place(), "the rule is disabled");
      } else {
        rule.only(RULE);
        branches.add(query(rule, flag));
        branches.add(result(rule, bucketing, variants, flag));
      }
    }
    otherwise.only(RULE);
    Json rule = Logic.branches(branches, result(otherwise, bucketing, variants, flag));
    ObjectNode definition =
        Translator.definition(!given.flag("disable", false), variants, Optional.empty(), rule);
    ObjectNode metadata = Translator.metadata(flag, given.part("metadata"));
    return metadata.members().isEmpty()
        ? definition
        : definition.with(Definition.METADATA, metadata);
  }

  private static Untranslatable missing(FileObject part, String name) {
    return new Untranslatable(part.to(name), "is missing");
  }

  private static void refuse(FileObject part, String name, String what) throws Untranslatable {
    if (part.find(name).isPresent()) {
      throw new Untranslatable(part.to(name), what + " cannot be expressed");
    }
  }

  private static Json query(FileObject rule, Translator.Flag flag) throws Untranslatable {
    String text = rule.text("query").orElse("").strip();
    Pointer place = rule.to("query");
    if (text.isEmpty()) {
      return Json.TRUE;
    }
    if (!text.startsWith("{")) {
      return QueryText.read(text, flag, place);
    }
    try {
      return renamed(JsonReader.parse(text));
    } catch (JsonException e) {
      throw new Untranslatable(place, "is no JSON: " + e.detail());
    }
  }

  /** There the targeting key is {@code key} too. */
  private static Json renamed(Json json) {
    return switch (json) {
      case ArrayNode array ->
          new ArrayNode(array.items().stream().map(GoFeatureFlagFile::renamed).toList());
      case ObjectNode object -> {
        var members = new LinkedHashMap<String, Json>();
        object
            .members()
            .forEach((name, value) ->
                members.put(
                    name,
                    name.equals("var") && isKey(value)
                        ? Logic.text("targetingKey")
                        : renamed(value)));
        yield new ObjectNode(members);
      }
      default -> json;
    };
  }

  private static boolean isKey(Json json) {
    return (json instanceof Text(String name) && name.equals("key"))
        || (json instanceof ArrayNode(List<Json> items)
            && items.equals(List.of(Logic.text("key"))));
  }

  private static Json result(
      FileObject rule, Optional<String> bucketing, ObjectNode variants, Translator.Flag flag)
      throws Untranslatable {
    refuse(rule, "progressiveRollout", "a share that grows with time");
    Optional<FileObject> percentages = rule.part("percentage");
    if (percentages.isEmpty() || percentages.get().json().members().isEmpty()) {
      return Logic.text(variant(rule.needed("variation"), variants, rule.to("variation")));
    }
    List<Share> shares = new ArrayList<>();
    for (Map.Entry<String, Json> each : percentages.get().json().members().entrySet()) {
      Pointer place = percentages.get().to(each.getKey());
      if (!(each.getValue() instanceof NumberNode percent)) {
        throw new Untranslatable(place, "is not a number");
      }
      shares.add(new Share(variant(each.getKey(), variants, place), percent.value()));
    }
    Pointer place = rule.to("percentage");
    flag.changed(place, Translator.SPLIT);
    return bucketing.isPresent()
        ? Logic.splitBy(bucketing.get(), shares, place)
        : Logic.split(shares, place);
  }

  private static String variant(String name, ObjectNode variants, Pointer place)
      throws Untranslatable {
    if (variants.get(name) == null) {
      throw new Untranslatable(place, "'" + name + "' is none of the variations");
    }
    return name;
  }
}
