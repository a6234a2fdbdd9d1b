package dev.aviary.balancer.simulation;

/** How a container is at a moment. */
sealed interface Condition {
  Condition WELL = new Answers(1);

  /**
   * It answers.
   *
   * @param slowness how many times longer than usual that takes
   */
  record Answers(double slowness) implements Condition {}

  /** It answers at once, with an error. */
  record Fails() implements Condition {}

  /** It takes no connections. */
  record Refuses() implements Condition {}

  /** A container's life: how it is so many seconds after the beginning. */
  interface Course {
    Course WELL = seconds -> Condition.WELL;

    Condition at(double seconds);

    /** Well but for this time. */
    static Course from(double begin, double end, Condition trouble) {
      return seconds -> seconds >= begin && seconds < end ? trouble : Condition.WELL;
    }

    /** In trouble for so long, then well for so long, and so on. */
    static Course alternately(double length, Condition trouble) {
      return seconds -> (int) (seconds / length) % 2 == 0 ? trouble : Condition.WELL;
    }

    /** Slow at the beginning, and faster with every moment. */
    static Course cold(double begin, double slowness, double warmAfter) {
      return seconds ->
          new Answers(1 + Math.max(0, slowness * (1 - (seconds - begin) / warmAfter)));
    }
  }
}
