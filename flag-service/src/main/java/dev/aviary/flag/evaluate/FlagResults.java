package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;

/**
 * The evaluations that one flag can give.
 *
 * @param metadata the set's metadata with the flag's own over it
 */
record FlagResults(String key, Definition definition, ObjectNode metadata) {
  /** The default variant; without one the caller's own default counts. */
  Evaluation standard(Reason reason) {
    return definition
        .defaultVariant()
        .map(name -> of(name, reason))
        .orElseGet(() -> none(Reason.DEFAULT));
  }

  Evaluation disabled() {
    return none(Reason.DISABLED);
  }

  private Evaluation none(Reason reason) {
    return new Evaluation.Resolved(key, null, null, reason, metadata);
  }

  /** The variant that the rule named; there may be no such variant. */
  Evaluation matched(String variant) {
    return definition.variants().get(variant) == null
        ? failed(
            ErrorCode.GENERAL,
            "the rule gave '%s', which is not a variant".formatted(EvaluationFailure.cut(variant)))
        : of(variant, Reason.TARGETING_MATCH);
  }

  /** That variant, whatever the rule says. */
  Evaluation of(String variant, Reason reason) {
    Json value = definition.variants().get(variant);
    return value == null
        ? failed(ErrorCode.GENERAL, "there is no variant '%s'".formatted(variant))
        : new Evaluation.Resolved(key, value, variant, reason, metadata);
  }

  Evaluation failed(ErrorCode code, String details) {
    return new Evaluation.Failed(key, code, details, metadata);
  }
}
