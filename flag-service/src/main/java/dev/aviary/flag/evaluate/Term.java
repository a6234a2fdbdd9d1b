package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/**
 * A compiled part of a rule, and what is known of it before there is a context.
 *
 * @param constant it gives the same in every context
 * @param closed it gives the same for the same item of a list, in every context
 * @param clock it is the time of the evaluation and nothing else
 */
record Term(Expression expression, boolean constant, boolean closed, boolean clock) {
  static Term constant(Json json) {
    return new Term(new Expression.Constant(json), true, true, false);
  }

  /** A part that depends on the context itself. */
  static Term open(Expression expression) {
    return new Term(expression, false, false, false);
  }
}
