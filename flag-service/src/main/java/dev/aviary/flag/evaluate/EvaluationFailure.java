package dev.aviary.flag.evaluate;

/** Ends the evaluation of a rule that cannot go on; without a stack, as rules fail in numbers. */
final class EvaluationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  EvaluationFailure(String detail) {
    super(detail, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
