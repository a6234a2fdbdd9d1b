package dev.aviary.builder.progress;

import dev.aviary.builder.rollout.Consent;
import dev.aviary.builder.rollout.Outcome;
import dev.aviary.builder.rollout.RolloutService;
import dev.aviary.contract.route.CanaryProgress;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Promotes a canary whose steps are done, once, as a person would: never by force. */
@Singleton
final class AutoPromotion {
  private static final String REASON = "its steps are done and it is good";

  private final RolloutService rollouts;
  private final StepWriter writer;

  AutoPromotion(RolloutService rollouts, StepWriter writer) {
    this.rollouts = rollouts;
    this.writer = writer;
  }

  /** What is busy is tried again by the next look; what is refused is left to a person. */
  void tryPromotion(CanaryOnItsWay canary, CanaryProgress progress, Instant now) {
    switch (rollouts.promote(canary.app(), canary.deployment(), new Consent(false, REASON))) {
      case Outcome.Taken(var deployment) -> writer.promoted(canary, progress, deployment.id());
      case Outcome.Refused(String reason) ->
          writer.leave(canary, progress, "it could not be promoted: " + reason, now);
      case Outcome.Busy _ -> {}
    }
  }
}
