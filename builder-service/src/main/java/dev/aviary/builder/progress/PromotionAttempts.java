package dev.aviary.builder.progress;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus.Cancelled;
import dev.aviary.contract.deployment.DeploymentStatus.Failed;
import dev.aviary.contract.loop.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the promotions of one canary ended, by the deployments on record. Pure.
 *
 * @param failures those that failed
 * @param failedAt when the last of them failed; null: none did
 * @param cancelled whether one of them was stopped by a request
 */
record PromotionAttempts(int failures, @Nullable Instant failedAt, boolean cancelled) {
  static final Backoff PAUSES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

  private static final String PROMOTE = "promote";

  /**
   * @param since when the canary came to its last step: older promotions are of other canaries
   * @param known the app's newest deployments
   */
  static PromotionAttempts of(String commit, Instant since, List<Deployment> known) {
    List<Deployment> own =
        known.stream()
            .filter(each -> each.trigger().equals(PROMOTE))
            .filter(each -> each.commit().equals(commit) && !each.createdAt().isBefore(since))
            .toList();
    List<Instant> failed =
        own.stream()
            .filter(each -> each.status() instanceof Failed)
            .map(Deployment::changedAt)
            .sorted()
            .toList();
    return new PromotionAttempts(
        failed.size(),
        failed.isEmpty() ? null : failed.getLast(),
        own.stream().anyMatch(each -> each.status() instanceof Cancelled));
  }

  /** When the next one may begin; {@link Instant#MIN}: at once. */
  Instant nextAt() {
    if (failures == 0) {
      return Instant.MIN;
    }
    // The same at every look.
    Instant last = Objects.requireNonNull(failedAt);
    return last.plus(PAUSES.after(failures, new SplittableRandom(last.toEpochMilli())));
  }
}
