package dev.aviary.builder.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery of a forge says about one branch. */
sealed interface Signal {

  /** The webhook was set up, or is tried. */
  record Ping() implements Signal {}

  /**
   * A branch was pushed.
   *
   * @param repository {@code owner/name}
   */
  record Push(String repository, String branch, String commit) implements Signal {}

  /**
   * A CI run of a branch passed.
   *
   * @param number rises from run to run; null where the forge gives none
   * @param names of the run: a setting may name one of them
   */
  record Run(
      String repository, String branch, String commit, @Nullable Long number, List<String> names)
      implements Signal {}

  /**
   * A check of a commit passed, of which the forge names no branch.
   *
   * @param names of the check: a setting may name one of them
   * @param ofJob whether it is one job of a run, whose end is an event of its own
   */
  record Status(String repository, String commit, List<String> names, boolean ofJob)
      implements Signal {}

  /**
   * Nothing is to be done for it, as it should be.
   *
   * @param reason for a person
   */
  record Ignored(String reason) implements Signal {}

  /** A pull request of a fork: its author may not push to the repository. */
  record Fork() implements Signal {}
}
