package dev.aviary.contract.deployment;

/** What became of a request to deploy. */
public sealed interface AdmitResult {
  Deployment deployment();

  /** It is recorded, and queued if it needs a build. */
  record Admitted(Deployment deployment) implements AdmitResult {}

  /** A deployment of the same app, track and commit stands already: this one. */
  record Standing(Deployment deployment) implements AdmitResult {}

  /** As many wait for a builder as may wait: nothing was recorded. */
  record QueueFull(Deployment deployment) implements AdmitResult {}
}
