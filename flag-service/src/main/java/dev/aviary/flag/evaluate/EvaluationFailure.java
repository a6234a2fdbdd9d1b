package dev.aviary.flag.evaluate;

/** Ends the evaluation of a rule that cannot go on; without a stack, as rules fail in numbers. */
class EvaluationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a client sent is told back in part only: each flag that fails tells it again. */
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
}
