package dev.aviary.builder.engine;

/** What Docker said to a step. That it fails or cannot be reached is an exception. */
public sealed interface Attempt {

  /** It is done, or was done before. */
  record Done() implements Attempt {}

  /** The container is there; it may have been there before. */
  record Made(AppContainer container) implements Attempt {}

  /**
   * Docker will not do it.
   *
   * @param reason in Docker's words
   */
  record Rejected(String reason) implements Attempt {}
}
