package dev.aviary.flag.evaluate;

/**
 * The steps that the evaluations of one request may take together. A step is about what one part of
 * a rule takes for one item of a list, 8 parts of a rule, 16 characters of a text, 8 items that are
 * looked through, or 256 characters that a search may compare. Not to be shared by threads.
 */
public final class Budget {
  /** Most steps of one request: five flags at their limit, or thousands of sensible ones. */
  static final int REQUEST = 500_000;

  private long left;

  public Budget() {
    this(REQUEST);
  }

  /** A budget of another size, for what is done once while a rule is compiled. */
  Budget(long steps) {
    this.left = steps;
  }

  /**
   * @throws EvaluationFailure.Exhaustion when there were too many
   */
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new EvaluationFailure.Exhaustion(
          "all flags of the request together take more than %,d steps".formatted(REQUEST));
    }
  }
}
