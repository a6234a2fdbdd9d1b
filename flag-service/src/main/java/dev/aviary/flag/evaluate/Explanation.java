package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json.ObjectNode;
import java.util.List;

/** How an evaluation came to what it gave. */
public record Explanation(Evaluation evaluation, List<Step> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** The evaluation and its steps, for people and programs. */
  public ObjectNode json() {
    return ExplanationJson.of(this);
  }
}
