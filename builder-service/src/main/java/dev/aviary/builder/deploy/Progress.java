package dev.aviary.builder.deploy;

/** How far a deployment came in one go. */
sealed interface Progress {

  /** The queue has nothing more to do with it. */
  record Done() implements Progress {}

  /** It is tried again soon. */
  record Waiting(String reason) implements Progress {}
}
