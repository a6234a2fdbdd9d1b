package dev.aviary.builder.source;

/** Where a branch stands. */
public sealed interface BranchTip {

  /** At this commit, 40 hexadecimal digits. */
  record At(String commit) implements BranchTip {}

  /** The repository has no such branch. */
  record NoBranch() implements BranchTip {}

  /**
   * The repository does not say.
   *
   * @param reason for a person
   */
  record Unreachable(String reason) implements BranchTip {}
}
