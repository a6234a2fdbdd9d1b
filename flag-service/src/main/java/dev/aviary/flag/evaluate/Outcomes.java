package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Everything that one flag can give, made once so that an evaluation makes nothing. */
final class Outcomes {
  private final String key;
  private final ObjectNode metadata;
  private final ObjectNode variants;
  private final Map<String, Evaluation> matches = new HashMap<>();
  private final Evaluation untargeted;
  private final Evaluation split;
  private final Evaluation unmatched;
  private final Evaluation disabled;

  Outcomes(String key, Definition definition, ObjectNode metadata) {
    this.key = key;
    this.metadata = metadata;
    this.variants = definition.variants();
    Evaluation none = new Evaluation.Resolved(key, null, null, Reason.DEFAULT, metadata);
    this.untargeted = definition.defaultVariant().map(name -> of(name, Reason.STATIC)).orElse(none);
    this.split = definition.defaultVariant().map(name -> of(name, Reason.SPLIT)).orElse(none);
    this.unmatched = definition.defaultVariant().map(name -> of(name, Reason.DEFAULT)).orElse(none);
    this.disabled = new Evaluation.Resolved(key, null, null, Reason.DISABLED, metadata);
    variants
        .members()
        .keySet()
        .forEach(name -> matches.put(name, of(name, Reason.TARGETING_MATCH)));
  }

  String key() {
    return key;
  }

  /** What a flag without a rule gives. */
  Evaluation untargeted() {
    return untargeted;
  }

  /** What a flag without a rule gives to whoever is outside of its ramp's share. */
  Evaluation split() {
    return split;
  }

  /** What a flag gives whose rule named no variant. */
  Evaluation unmatched() {
    return unmatched;
  }

  Evaluation disabled() {
    return disabled;
  }

  /** What a flag gives whose rule named that variant, which there may not be. */
  Evaluation matched(String variant) {
    Evaluation match = matches.get(variant);
    return match != null
        ? match
        : failed(
            ErrorCode.GENERAL,
            "the rule gave '%s', which is no variant".formatted(EvaluationFailure.cut(variant)));
  }

  /** That variant, whatever the rule says. */
  Evaluation of(String variant, Reason reason) {
    Json value = variants.get(variant);
    return value == null
        ? failed(ErrorCode.GENERAL, "there is no variant '%s'".formatted(variant))
        : new Evaluation.Resolved(key, value, variant, reason, metadata);
  }

  Evaluation failed(ErrorCode code, String details) {
    return new Evaluation.Failed(key, code, details, metadata);
  }
}
