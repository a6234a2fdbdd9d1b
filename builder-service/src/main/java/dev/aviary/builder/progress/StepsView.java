package dev.aviary.builder.progress;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The step of the canary that serves, as the API shows it.
 *
 * @param progress its step; null: it has no steps, and the split counts
 * @param verdict of its visitors; null: the monitor has not judged it
 * @param missing what is needed for a verdict; null: nothing
 * @param waitsFor what its step waits for; empty: nothing, or it has no steps
 */
@Serdeable
public record StepsView(
    String deployment,
    @Nullable CanaryProgress progress,
    @Nullable CanaryVerdict verdict,
    @Nullable String missing,
    List<String> waitsFor) {

  /** Null while no canary serves. */
  public static @Nullable StepsView of(AppControl known, JudgementStore judgements, Instant now) {
    CanaryOnItsWay canary = CanaryOnItsWay.serving(known).orElse(null);
    if (canary == null) {
      return null;
    }
    Judgement judgement = judgements.find(canary.deployment()).orElse(null);
    return new StepsView(
        canary.deployment(),
        canary.progress(),
        judgement == null ? null : judgement.verdict(),
        judgement == null ? null : judgement.missing(),
        canary.goesOn() ? canary.missing(judgement, now) : List.of());
  }
}
