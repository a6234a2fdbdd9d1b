package dev.aviary.builder.source;

/** Where a branch stands. */
public sealed interface Tip {

  /** At this commit, 40 hexadecimal digits. */
  record At(String commit) implements Tip {}

  /** The repository has no such branch. */
  record NoBranch() implements Tip {}

  /**
   * The repository does not say.
   *
   * @param reason for a person
   */
  record Unreachable(String reason) implements Tip {}
}
