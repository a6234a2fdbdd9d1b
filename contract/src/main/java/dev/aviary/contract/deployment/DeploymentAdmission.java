package dev.aviary.contract.deployment;

/** The deployment that a request to deploy led to. */
public sealed interface DeploymentAdmission {
  Deployment deployment();

  /** It is new: it is recorded, and queued if it needs a build. */
  record Admitted(Deployment deployment) implements DeploymentAdmission {}

  /** A deployment of the same app, track and commit stands already: this one. */
  record Standing(Deployment deployment) implements DeploymentAdmission {}
}
