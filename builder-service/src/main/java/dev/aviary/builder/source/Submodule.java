package dev.aviary.builder.source;

/** Another repository that a tree has at one of its paths. */
sealed interface Submodule {

  /** Its files are part of the tree. */
  record Fetched(SourceTree tree) implements Submodule {}

  /**
   * Its files are not.
   *
   * @param reason for a person
   */
  record LeftOut(String reason) implements Submodule {}
}
