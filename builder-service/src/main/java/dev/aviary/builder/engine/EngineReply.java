package dev.aviary.builder.engine;

/** What Docker said to a step. That it fails or cannot be reached is an exception. */
public sealed interface EngineReply {

  /** It is done, or was done before. */
  record Done() implements EngineReply {}

  /** The container is there; it may have been there before. */
  record Made(AppContainer container) implements EngineReply {}

  /**
   * Docker will not do it.
   *
   * @param reason in Docker's words
   */
  record Rejected(String reason) implements EngineReply {}
}
