package dev.aviary.builder.webhook;

import dev.aviary.builder.trigger.WantedDeployment;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Knows a delivery that carries no number again: its commit is the one that its branch was last
 * deployed of. A signature is good for ever, so a delivery that was recorded and sent again must
 * not bring back what was rolled back since.
 */
@Singleton
final class EarlierDelivery {
  private static final int LOOKED_AT = 100;

  /** Triggers of deployments that are of no push. */
  private static final Set<String> MOVES = Set.of("promote", "rollback", "redeploy");

  private final DeploymentStore deployments;

  EarlierDelivery(DeploymentStore deployments) {
    this.deployments = deployments;
  }

  /** The deployment that such a delivery led to. */
  Optional<Deployment> of(WantedDeployment wanted) {
    return wanted.build() != null
        ? Optional.empty()
        : deployments.newest(wanted.app().name(), LOOKED_AT).stream()
            .filter(each -> each.branch().equals(wanted.branch().name()))
            .filter(each -> !MOVES.contains(each.trigger()))
            .findFirst()
            .filter(last -> last.commit().equals(wanted.commit()))
            .filter(last -> last.track() == wanted.app().trackOf(wanted.branch().name()));
  }
}
