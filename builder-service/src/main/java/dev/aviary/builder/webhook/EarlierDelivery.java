package dev.aviary.builder.webhook;

import dev.aviary.builder.trigger.Wish;
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
  Optional<Deployment> of(Wish wish) {
    return wish.build() != null
        ? Optional.empty()
        : deployments.newest(wish.app().name(), LOOKED_AT).stream()
            .filter(each -> each.branch().equals(wish.branch().name()))
            .filter(each -> !MOVES.contains(each.trigger()))
            .findFirst()
            .filter(last -> last.commit().equals(wish.commit()))
            .filter(last -> last.track() == wish.app().trackOf(wish.branch().name()));
  }
}
