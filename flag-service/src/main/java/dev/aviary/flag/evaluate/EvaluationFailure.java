package dev.aviary.flag.evaluate;

/** Ends the evaluation of a rule that cannot go on. It has no stack: rules fail in numbers. */
class EvaluationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Most characters of a detail: each flag that fails tells again what a client sent. */
  private static final int MOST = 200;

  EvaluationFailure(String detail) {
    super(cut(detail), null, false, false);
  }

  static String cut(String detail) {
    return detail.length() <= MOST ? detail : detail.substring(0, MOST) + "...";
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /**
   * An evaluation took too many steps. All that waits for it ends as well: a prerequisite that was
   * not evaluated to its end neither holds nor fails to.
   */
  static final class Exhaustion extends EvaluationFailure {
    private static final long serialVersionUID = 1;

    Exhaustion(String detail) {
      super(detail);
    }
  }
}
