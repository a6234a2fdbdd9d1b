package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.secret.SecretStore;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Lets go of what only releases that do not come back needed: images, and copies of secrets. */
@Singleton
final class OldReleases {
  private final ImageShelf images;
  private final SecretStore secrets;
  private final RolloutStore rollouts;
  private final Writes writes;

  OldReleases(ImageShelf images, SecretStore secrets, RolloutStore rollouts, Writes writes) {
    this.images = images;
    this.secrets = secrets;
    this.rollouts = rollouts;
    this.writes = writes;
  }

  /**
   * @param now what the rollout has just become
   */
  void forget(String app, Rollout now) {
    images.prune(app, Placements.images(now));
    // Read again and written on that condition: the next release may have come in the meantime.
    rollouts
        .find(app)
        .ifPresent(held -> {
          var needed =
              Placements.all(held.rollout())
                  .map(placement -> placement.release().id())
                  .collect(Collectors.toSet());
          var write = rollouts.guard(writes.begin(), app, held);
          secrets.retain(write, app, needed).run();
        });
  }
}
