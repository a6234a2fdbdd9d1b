package dev.aviary.builder.progress;

import dev.aviary.builder.rollout.Consent;
import dev.aviary.builder.rollout.RolloutService;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.loop.Backoff;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.route.CanaryProgress;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promotes a canary when its steps are done, by the same call as a person, without force. A
 * promotion that failed is tried again later, as long as the canary serves, is good, and its app
 * promotes by itself. For one thread.
 */
@Singleton
final class AutoPromotion {
  private static final Logger LOG = LoggerFactory.getLogger(AutoPromotion.class);
  private static final String REASON = "its steps are done and it is good";

  /** After a call that did not begin a promotion. */
  private static final Backoff CALLS = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  private final RolloutService rollouts;
  private final DeploymentStore deployments;
  private final StepWriter writer;

  /** By app: nothing is tried before that time. */
  private final Map<String, Rest> resting = new HashMap<>();

  AutoPromotion(RolloutService rollouts, DeploymentStore deployments, StepWriter writer) {
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.writer = writer;
  }

  /**
   * The pause of one canary.
   *
   * @param calls in a row that did not begin a promotion
   */
  private record Rest(String deployment, int calls, Instant until) {}

  /** Begins the promotion if it is due; what is refused is left to a person. */
  void tryPromotion(CanaryOnItsWay canary, CanaryProgress progress, Instant now) {
    Rest rest = rest(canary);
    if (rest != null && now.isBefore(rest.until())) {
      return;
    }
    var before =
        PromotionAttempts.of(
            canary.canary().release().commit(),
            progress.since(),
            deployments.newest(canary.app(), DeploymentStore.KEPT_DEPLOYMENTS));
    if (before.cancelled()) {
      writer.leave(canary, progress, "its promotion was cancelled", now);
    } else if (now.isBefore(before.nextAt())) {
      resting.put(canary.app(), new Rest(canary.deployment(), 0, before.nextAt()));
      LOG.atWarn()
          .addKeyValue("app", canary.app())
          .addKeyValue("deployment", canary.deployment())
          .addKeyValue("failures", before.failures())
          .addKeyValue("next", before.nextAt())
          .log("Postponed the promotion of a canary: the last one failed");
    } else {
      promote(canary, progress, rest == null ? 1 : rest.calls() + 1, now);
    }
  }

  private @Nullable Rest rest(CanaryOnItsWay canary) {
    Rest known = resting.get(canary.app());
    return known != null && known.deployment().equals(canary.deployment()) ? known : null;
  }

  private void promote(CanaryOnItsWay canary, CanaryProgress progress, int calls, Instant now) {
    // Also of a call that fails the next one comes later.
    Duration pause = CALLS.after(calls, RandomGenerator.getDefault());
    resting.put(canary.app(), new Rest(canary.deployment(), calls, now.plus(pause)));
    switch (rollouts.promote(canary.app(), canary.deployment(), new Consent(false, REASON))) {
      case Done<Deployment> _ -> resting.remove(canary.app());
      case Refusal<Deployment> no when no.isForNow() -> {}
      case Refusal<Deployment> no ->
          writer.leave(canary, progress, "it could not be promoted: " + no.reason(), now);
    }
  }
}
