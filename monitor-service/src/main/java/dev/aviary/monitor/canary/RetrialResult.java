package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Comparison;
import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.StablePast;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have happened to a canary deployment under other settings.
 *
 * @param withdrawnAt when it would have been withdrawn, as far as is known; null: it would not
 * @param attempts requests that the canary had been given by then, or by the end
 * @param since the first second that is kept
 * @param until the last one that was looked at
 */
@Serdeable
record RetrialResult(
    String deployment,
    Tolerance tolerance,
    CanaryVerdict verdict,
    @Nullable Instant withdrawnAt,
    long attempts,
    List<String> reasons,
    @Nullable String missing,
    Comparison comparison,
    Instant since,
    Instant until) {

  /** Judges anew, second by second, until the canary would have been withdrawn. */
  static RetrialResult of(String deployment, Tolerance tolerance, List<Evidence> evidence) {
    StablePast past = evidence.getFirst().past();
    var rule = new RuleRun(tolerance, past);
    List<EvidenceSecond> seconds =
        evidence.stream().flatMap(each -> each.seconds().stream()).toList();
    long attempts = 0;
    EvidenceSecond last = seconds.getFirst();
    for (EvidenceSecond second : seconds) {
      rule.take(second);
      attempts += second.canary().attempts();
      last = second;
      if (rule.isBad()) {
        break;
      }
    }
    Ruled ruled = rule.ruled();
    return new RetrialResult(
        deployment,
        tolerance,
        ruled.verdict(),
        rule.isBad() ? Instant.ofEpochSecond(last.second()) : null,
        attempts,
        ruled.reasons(),
        ruled.missing(),
        ruled.comparison(),
        Instant.ofEpochSecond(seconds.getFirst().second()),
        Instant.ofEpochSecond(last.second()));
  }
}
