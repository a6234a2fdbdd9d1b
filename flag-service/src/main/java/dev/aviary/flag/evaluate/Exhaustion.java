package dev.aviary.flag.evaluate;

/**
 * Ends an evaluation that takes too many steps, with all that waits for it: a prerequisite that was
 * not evaluated to its end neither holds nor fails to.
 */
final class Exhaustion extends EvaluationFailure {
  private static final long serialVersionUID = 1;

  Exhaustion(String detail) {
    super(detail);
  }
}
