package dev.aviary.builder.progress;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.route.CanaryProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step still waits for: pure. */
final class StepRequirements {
  /** A judgement that is older says nothing of now: the monitor may be away. */
  static final Duration FRESH = Duration.ofSeconds(15);

  private StepRequirements() {}

  /**
   * @param judgement the last one of the deployment; null: none is on record
   * @return a phrase for each requirement that is not met; none: the canary goes on
   */
  static List<String> missing(
      CanaryOptions options,
      CanaryStep step,
      CanaryProgress progress,
      @Nullable Judgement judgement,
      Instant now) {
    var missing = new ArrayList<String>();
    long requests = step.requests() - answered(progress, judgement);
    if (requests > 0) {
      missing.add("%d more requests of the canary".formatted(requests));
    }
    Duration left =
        Duration.ofSeconds(step.seconds()).minus(Duration.between(progress.since(), now));
    if (left.isPositive()) {
      missing.add("%d s more".formatted(left.plusMillis(999).toSeconds()));
    }
    if (options.judges()) {
      String verdict = verdict(judgement, now);
      if (!verdict.isEmpty()) {
        missing.add(verdict);
      }
    }
    return missing;
  }

  /** What the canary has answered since its step began. */
  static long answered(CanaryProgress progress, @Nullable Judgement judgement) {
    return judgement == null
        ? 0
        : Math.max(0, judgement.canaryRequests() - progress.requestsBefore());
  }

  private static String verdict(@Nullable Judgement judgement, Instant now) {
    if (judgement == null) {
      return "the monitor's first judgement";
    }
    if (judgement.at().isBefore(now.minus(FRESH))) {
      return "a new judgement: the monitor's last one is of " + judgement.at();
    }
    return switch (judgement.verdict()) {
      case GOOD -> "";
      case BAD -> "a good verdict; it is bad: " + String.join("; ", judgement.reasons());
      case NOT_ENOUGH ->
          "a good verdict; there is not enough for one"
              + (judgement.missing() == null ? "" : ": " + judgement.missing());
    };
  }
}
