package dev.aviary.builder.source;

/** What came of fetching a commit. */
public sealed interface Checkout {

  /** Here it is. Whoever gets the tree closes it. */
  record Ready(SourceTree tree) implements Checkout {}

  /**
   * It cannot be had, or may not be used.
   *
   * @param reason for a person
   */
  record Refused(String reason) implements Checkout {}
}
