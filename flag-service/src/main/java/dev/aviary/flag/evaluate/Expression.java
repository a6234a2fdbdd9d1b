package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/** A compiled part of a rule. */
@FunctionalInterface
interface Expression {
  Expression NULL = new Constant(Json.NULL);

  /**
   * The value of this part.
   *
   * @throws EvaluationFailure when the rule cannot go on
   */
  Json value(Scope scope);

  /** A value that is the same in every context. */
  record Constant(Json json) implements Expression {
    @Override
    public Json value(Scope scope) {
      return json;
    }
  }
}
