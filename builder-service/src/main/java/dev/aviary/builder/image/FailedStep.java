package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;

/** What to say of a step of a build that failed: pure. */
final class FailedStep {
  private FailedStep() {}

  /**
   * Names the line of the Dockerfile, or what Aviary runs for a source that has none.
   *
   * @param reason what it printed, and how it ended
   */
  static String told(BuildOrder order, Instruction step, String reason) {
    boolean killed = reason.startsWith(BuildFollower.STEP_KILLED);
    if (order.isOfRecipe()) {
      return "the repository has no Dockerfile, and what Aviary runs in its place failed: %s"
          .formatted(killed ? reason : step.rest() + "\n" + reason);
    }
    String place = "%s line %d failed: ".formatted(order.name(), step.line());
    if (step.keyword().equals("FROM")) {
      return "%s%s runs a step in each image that is made from it (ONBUILD), and that failed\n%s"
          .formatted(place, step.words(), reason);
    }
    return place + (killed ? reason : step.words() + "\n" + reason);
  }
}
