package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Numerals;

/** An explanation as JSON. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ObjectNode result =
        switch (explanation.evaluation()) {
          case Evaluation.Resolved resolved -> resolved(resolved);
          case Evaluation.Failed failed ->
              ObjectNode.EMPTY
                  .with("key", new Text(failed.key()))
                  .with("errorCode", new Text(failed.code().name()))
                  .with("errorDetails", new Text(failed.details()));
        };
    return result.with(
        "steps",
        new ArrayNode(explanation.steps().stream().<Json>map(ExplanationJson::step).toList()));
  }

  private static ObjectNode resolved(Evaluation.Resolved resolved) {
    ObjectNode json = ObjectNode.EMPTY.with("key", new Text(resolved.key()));
    if (resolved.value() != null && resolved.variant() != null) {
      json = json.with("value", resolved.value()).with("variant", new Text(resolved.variant()));
    }
    return json.with("reason", new Text(resolved.reason().name()));
  }

  private static ObjectNode step(Step step) {
    ObjectNode json = ObjectNode.EMPTY.with("pointer", new Text(step.pointer().text()));
    return switch (step) {
      case Step.Decision decision -> json.with("detail", new Text(decision.detail()));
      case Step.Operation operation ->
          json.with("operator", new Text(operation.operator()))
              .with("result", finite(operation.result()));
      case Step.Bucketing bucketing -> bucketing(json, bucketing);
    };
  }

  private static ObjectNode bucketing(ObjectNode json, Step.Bucketing step) {
    ObjectNode input = json.with("hashInput", new Text(step.hashInput()));
    ObjectNode known =
        (step.cbor() == null ? input : input.with("cbor", new Text(step.cbor())))
            .with("hash", number((double) step.hash()))
            .with("total", number(step.total()))
            .with("bucket", number(step.bucket()))
            .with("threshold", number(step.threshold()));
    ObjectNode told = step.result() == null ? known : known.with("result", finite(step.result()));
    return told.with(
        "shares", new ArrayNode(step.shares().stream().<Json>map(ExplanationJson::share).toList()));
  }

  private static ObjectNode share(Step.Share share) {
    return ObjectNode.EMPTY
        .with("result", finite(share.result()))
        .with("weight", number(share.weight()))
        .with("threshold", number(share.threshold()));
  }

  private static Json number(double value) {
    return Json.NumberNode.of(value);
  }

  /** JSON has no infinite numbers, which a division may give. */
  private static Json finite(Json json) {
    return json instanceof Json.NumberNode number && !Double.isFinite(number.value())
        ? new Text(Numerals.of(number.value()))
        : json;
  }
}
