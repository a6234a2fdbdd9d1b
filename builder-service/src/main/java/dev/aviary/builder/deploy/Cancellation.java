package dev.aviary.builder.deploy;

import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import jakarta.inject.Singleton;

/** Ends a deployment on behalf of a person, as long as nothing of it runs. */
@Singleton
final class Cancellation {
  private final DeploymentStore deployments;
  private final DeploymentTraces traces;

  Cancellation(DeploymentStore deployments, DeploymentTraces traces) {
    this.deployments = deployments;
    this.traces = traces;
  }

  /**
   * @throws ProblemException 404 when there is none, 409 when it is too late
   */
  Deployment cancel(String id) {
    Deployment after =
        deployments
            .change(
                DeploymentIds.check(id),
                status ->
                    switch (status) {
                      case DeploymentStatus.Queued _, DeploymentStatus.Building _ ->
                          new DeploymentStatus.Cancelled(RequestAuthor.by());
                      default -> status;
                    })
            .orElseThrow(() -> Deployments.unknown(id));
    if (after.status() instanceof DeploymentStatus.Cancelled) {
      traces.ended(after);
      return after;
    }
    throw ProblemException.conflict(
        "deployment %s is neither queued nor building; withdraw it or roll back instead"
            .formatted(id));
  }
}
