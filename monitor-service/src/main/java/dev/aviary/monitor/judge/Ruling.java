package dev.aviary.monitor.judge;

import dev.aviary.contract.judgement.CanaryVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence about a canary says at the moment, and what it is made of.
 *
 * @param reasons why a canary is bad or good, or what holds a conviction back; one sentence each
 * @param missing what is needed for a verdict; null when there is one
 * @param stableSuffers whether stable fares worse than in its own past: then the host, the load or
 *     a dependency is at fault
 * @param firstCertain the second when it was bad for the first time; null when it never was
 */
public record Ruling(
    CanaryVerdict verdict,
    List<String> reasons,
    @Nullable String missing,
    boolean stableSuffers,
    Errors errors,
    Latency latency,
    @Nullable Long firstCertain) {
  public Ruling {
    reasons = List.copyOf(reasons);
  }

  /**
   * One track's errors. The interval holds at every look: it is a 97.5 % confidence sequence
   * (Robbins 1970, beta-binomial mixture).
   *
   * @param rate failed of all, 0 to 1
   */
  public record Rate(double requests, double failed, double rate, double lowest, double highest) {}

  /**
   * @param evidence how much more likely the canary's errors are if it is worse than if it is not;
   *     {@code needed} convicts
   * @param byHistory the same against stable's own past; 0 when that is not known
   */
  public record Errors(
      Rate canary,
      Rate stable,
      double evidence,
      double needed,
      double byHistory,
      double neededByHistory) {}

  /**
   * Quantiles in milliseconds, at 50, 95 and 99 percent, since the canary's warm-up.
   *
   * @param evidence for a canary that is slower as a whole
   * @param tailEvidence for a canary with more answers that are far slower than stable's usual
   */
  public record Latency(
      double canaryAnswers,
      double stableAnswers,
      List<Double> canaryMillis,
      List<Double> stableMillis,
      double evidence,
      double needed,
      double tailEvidence,
      double neededForTail) {
    public Latency {
      canaryMillis = List.copyOf(canaryMillis);
      stableMillis = List.copyOf(stableMillis);
    }
  }
}
