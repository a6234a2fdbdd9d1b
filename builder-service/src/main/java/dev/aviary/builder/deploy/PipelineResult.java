package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Release;

/** How far a deployment came in one go. */
sealed interface PipelineResult {

  /** The queue has nothing more to do with it. */
  record Done() implements PipelineResult {}

  /** It is tried again after a while, from where it was. */
  record Waiting(String reason) implements PipelineResult {}

  /** Its image is there; nothing but what is under way keeps it from its track. */
  record Built(Release release, String underway) implements PipelineResult {}
}
