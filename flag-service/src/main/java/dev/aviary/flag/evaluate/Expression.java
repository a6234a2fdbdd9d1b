package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/** A compiled part of a rule. */
interface Expression {
  /**
   * What it gives.
   *
   * @throws EvaluationFailure when the rule cannot go on
   */
  Json value(Scope scope);

  /** Whether it holds as a condition. */
  default boolean truth(Scope scope) {
    return Coercion.truth(value(scope));
  }

  /** The number that it stands for; NaN: none. */
  default double number(Scope scope) {
    return Coercion.number(value(scope));
  }

  /** A value that is known when the rule is compiled. */
  record Constant(Json json) implements Expression {
    @Override
    public Json value(Scope scope) {
      return json;
    }
  }

  /** An expression that gives a boolean. */
  interface Condition extends Expression {
    @Override
    boolean truth(Scope scope);

    @Override
    default Json value(Scope scope) {
      return Json.of(truth(scope));
    }
  }

  /** An expression that gives a number. */
  interface Calculation extends Expression {
    @Override
    double number(Scope scope);

    @Override
    default Json value(Scope scope) {
      return Json.NumberNode.of(number(scope));
    }
  }
}
