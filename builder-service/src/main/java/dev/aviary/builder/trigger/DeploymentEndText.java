package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;

/** How far a deployment came, in one sentence for a person. */
public final class DeploymentEndText {
  private DeploymentEndText() {}

  public static String told(Deployment deployment) {
    String id = "deployment " + deployment.id();
    return switch (deployment.status()) {
      case DeploymentStatus.Queued _ -> id + " is queued";
      case DeploymentStatus.Building _ -> id + " is being built";
      case DeploymentStatus.Starting _ -> id + " is being started";
      case DeploymentStatus.Live(var release) -> id + " is live: release " + release.id();
      case DeploymentStatus.Replaced(_, String by) -> id + " was live, and was replaced by " + by;
      case DeploymentStatus.Withdrawn(_, String reason) -> id + " was withdrawn: " + reason;
      case DeploymentStatus.Failed(String stage, String reason) ->
          "%s failed (%s): %s".formatted(id, stage, reason);
      case DeploymentStatus.Superseded(String by) -> id + " was superseded by " + by;
      case DeploymentStatus.Cancelled(String by) -> id + " was cancelled by " + by;
    };
  }
}
