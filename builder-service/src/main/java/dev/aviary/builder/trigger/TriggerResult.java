package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import io.micronaut.http.HttpStatus;

/** What became of a wish. */
public sealed interface TriggerResult {

  /** A new deployment is queued. */
  record Accepted(Deployment deployment) implements TriggerResult {}

  /** It is what stands already: this one. */
  record Standing(Deployment deployment) implements TriggerResult {}

  /**
   * Nothing changes.
   *
   * @param reason what stands against it and what to do, for a person
   */
  record Refused(HttpStatus status, String reason) implements TriggerResult {}

  /** As many deployments wait as may wait. */
  static Refused queueFull() {
    return new Refused(
        HttpStatus.SERVICE_UNAVAILABLE,
        "%,d deployments wait for a build already; try again when some have ended"
            .formatted(DeploymentStore.QUEUE));
  }
}
