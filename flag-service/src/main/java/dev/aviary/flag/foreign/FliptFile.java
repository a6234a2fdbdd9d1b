package dev.aviary.flag.foreign;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.foreign.Logic.Share;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Flipt's file of one namespace. */
final class FliptFile {
  private static final Set<String> KNOWN =
      Set.of(
          "key",
          "name",
          "type",
          "description",
          "enabled",
          "metadata",
          "variants",
          "rules",
          "rollouts");
  private static final String ON = "on";
  private static final String OFF = "off";

  private final Translator translator;

  FliptFile(Translator translator) {
    this.translator = translator;
  }

  void translate(Json json) throws Untranslatable {
    FileObject file = FileObject.of(json, Pointer.ROOT);
    file.only(Set.of("version", "namespace", "flags", "segments"));
    if (!file.scalar("version").matches("1(\\.[0-9]+)?")) {
      throw new Untranslatable(file.to("version"), "only version 1 of the file is known");
    }
    FliptSegments segments = FliptSegments.of(file.parts("segments"));
    for (FileObject given : file.parts("flags")) {
      translator.add(given.needed("key"), given.place(), flag -> definition(given, segments, flag));
    }
  }

  private static ObjectNode definition(
      FileObject given, FliptSegments segments, Translator.Flag flag) throws Untranslatable {
    given.only(KNOWN);
    flag.lost(given, "a flag has its key and no other name", "name");
    ObjectNode definition =
        switch (given.text("type").orElse("VARIANT_FLAG_TYPE")) {
          case "VARIANT_FLAG_TYPE" -> variants(given, segments, flag);
          case "BOOLEAN_FLAG_TYPE" -> switched(given, segments, flag);
          default -> throw new Untranslatable(given.to("type"), "is unknown");
        };
    ObjectNode metadata = Translator.metadata(flag, given.part("metadata"));
    return Translator.described(
        metadata.members().isEmpty() ? definition : definition.with(Definition.METADATA, metadata),
        given.text("description"));
  }

  private static ObjectNode switched(FileObject given, FliptSegments segments, Translator.Flag flag)
      throws Untranslatable {
    List<Json> branches = new ArrayList<>();
    for (FileObject rollout : given.parts("rollouts")) {
      Optional<FileObject> threshold = rollout.part("threshold");
      if (threshold.isPresent()) {
        branches.add(threshold(threshold.get(), flag));
        branches.add(side(threshold.get().flag("value", false)));
      } else {
        FileObject segment = rollout.part("segment").orElseThrow(() -> missing(rollout, "segment"));
        branches.add(segments.condition(segment.json(), segment.place(), flag));
        branches.add(side(segment.flag("value", false)));
      }
    }
    Json rule = Logic.branches(branches, side(given.flag("enabled", false)));
    return Translator.definition(true, Translator.BOOLEAN, Optional.empty(), rule);
  }

  private static Untranslatable missing(FileObject part, String name) {
    return new Untranslatable(part.to(name), "is missing");
  }

  private static Json threshold(FileObject threshold, Translator.Flag flag) throws Untranslatable {
    Pointer place = threshold.to("percentage");
    double percent = threshold.number("percentage");
    flag.changed(place, Translator.SPLIT);
    return Logic.of(
        "==",
        Logic.split(List.of(new Share(ON, percent), new Share(OFF, 100 - percent)), place),
        Logic.text(ON));
  }

  private static Json side(boolean on) {
    return Logic.text(on ? ON : OFF);
  }

  private static ObjectNode variants(FileObject given, FliptSegments segments, Translator.Flag flag)
      throws Untranslatable {
    ObjectNode values = ObjectNode.EMPTY;
    Optional<String> byDefault = Optional.empty();
    List<FileObject> variants = given.parts("variants");
    boolean attached =
        !variants.isEmpty()
            && variants.stream().allMatch(each -> each.find("attachment").isPresent());
    for (FileObject variant : variants) {
      variant.only(Set.of("key", "name", "description", "default", "attachment"));
      flag.lost(variant, "a variant has its key and its value alone", "name", "description");
      String key = variant.needed("key");
      values = values.with(key, value(variant, attached));
      byDefault = variant.flag("default", false) ? Optional.of(key) : byDefault;
    }
    if (attached) {
      flag.changed(given.to("variants"), "the value is the attachment, and the key is the variant");
    }
    List<Json> branches = new ArrayList<>();
    for (FileObject rule : given.parts("rules")) {
      rule.only(Set.of("segment", "rank", "distributions"));
      Json segment = rule.find("segment").orElseThrow(() -> missing(rule, "segment"));
      branches.add(segments.condition(segment, rule.to("segment"), flag));
      branches.add(distribution(rule, values, flag));
    }
    boolean enabled = given.flag("enabled", false);
    if (!enabled && byDefault.isPresent()) {
      flag.changed(
          given.to("enabled"),
          "the flag is DISABLED: a client gets its own default, and the default variant there");
    }
    return Translator.definition(enabled, values, byDefault, Logic.branches(branches, Json.NULL));
  }

  private static Json value(FileObject variant, boolean attached) throws Untranslatable {
    Optional<Json> attachment = variant.find("attachment");
    if (attached && attachment.isPresent()) {
      return attachment.get();
    }
    if (attachment.isPresent()) {
      throw new Untranslatable(
          variant.to("attachment"), "some variants have an attachment and some have none");
    }
    return Logic.text(variant.needed("key"));
  }

  private static Json distribution(FileObject rule, ObjectNode variants, Translator.Flag flag)
      throws Untranslatable {
    List<Share> shares = new ArrayList<>();
    for (FileObject each : rule.parts("distributions")) {
      String variant = each.needed("variant");
      if (variants.get(variant) == null) {
        throw new Untranslatable(each.to("variant"), "is none of the variants");
      }
      double rollout = each.number("rollout");
      if (rollout > 0) {
        shares.add(new Share(variant, rollout));
      }
    }
    return switch (shares.size()) {
      case 0 -> Json.NULL;
      case 1 -> Logic.text(shares.getFirst().result());
      default -> {
        flag.changed(rule.to("distributions"), Translator.SPLIT);
        yield Logic.split(shares, rule.to("distributions"));
      }
    };
  }
}
