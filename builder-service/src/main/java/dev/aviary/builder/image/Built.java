package dev.aviary.builder.image;

import dev.aviary.contract.app.Release;

/** What came of a build. */
public sealed interface Built {

  /** There is an image. */
  record Image(Release release) implements Built {}

  /**
   * The source cannot be built.
   *
   * @param reason the error and the last lines before it, for a person
   */
  record Broken(String reason) implements Built {}

  /** It was no longer wanted, and was stopped. */
  record Unwanted() implements Built {}

  /**
   * The engine did not answer, went away or failed: nothing is said against the source.
   *
   * @param reason what is waited for, for a person
   */
  record EngineAway(String reason) implements Built {}
}
