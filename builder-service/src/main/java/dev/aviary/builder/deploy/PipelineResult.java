package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Release;

/** How far a deployment came in one go. */
sealed interface PipelineResult {

  /** The queue has nothing more to do with it. */
  record Done() implements PipelineResult {}

  /** It is tried again after a while, from where it was. */
  record Waiting(String reason) implements PipelineResult {}

  /**
   * The image exists; the deployment is tried again, from here, until its track takes it.
   *
   * @param reason what the track is busy with, for a person
   */
  record Built(Release release, String reason) implements PipelineResult {}
}
