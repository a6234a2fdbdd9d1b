package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.List;

/**
 * An evaluation with the steps that led to it.
 *
 * @param steps in the order taken; after 1,000 of them the last one says that more are left out
 */
public record Explanation(Evaluation evaluation, List<ExplanationStep> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** The evaluation and its steps, for people and programs. */
  public ObjectNode json() {
    return result()
        .with("steps", new ArrayNode(steps.stream().<Json>map(ExplanationStep::json).toList()));
  }

  private ObjectNode result() {
    ObjectNode json = ObjectNode.EMPTY.with("key", new Text(evaluation.key()));
    return switch (evaluation) {
      case Evaluation.Resolved resolved ->
          (resolved.value() == null || resolved.variant() == null
                  ? json
                  : json.with("value", resolved.value())
                      .with("variant", new Text(resolved.variant())))
              .with("reason", new Text(resolved.reason().name()));
      case Evaluation.Failed failed ->
          json.with("errorCode", new Text(failed.code().name()))
              .with("errorDetails", new Text(failed.details()));
    };
  }
}
