package dev.aviary.builder.rollout;

import dev.aviary.contract.deployment.Deployment;

/** What became of a wish to change a rollout. */
public sealed interface RolloutResult {

  /** The builder has not looked at the app yet. */
  RolloutResult FIRST_LOOK = new Busy("the first look at what runs");

  /** It is recorded; the reconciler takes the steps. */
  record Taken(Deployment deployment) implements RolloutResult {}

  /**
   * Something else is under way; try again when it has ended.
   *
   * @param underway the deployment that is, or in words what is waited for
   */
  record Busy(String underway) implements RolloutResult {}

  /**
   * It cannot be done as things are.
   *
   * @param reason what stands against it and what to do, for a person
   */
  record Refused(String reason) implements RolloutResult {}
}
