package dev.aviary.monitor.canary;

import dev.aviary.monitor.alert.CanaryFindings;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from a ruling: a bad canary is withdrawn, or only told of; of one that is not to
 * blame its owner is told once.
 */
@Singleton
final class RulingActions {
  /** How long neither track may be bad before their alert closes. */
  static final Duration QUIET = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(RulingActions.class);

  private final CanaryFindings findings;

  RulingActions(CanaryFindings findings) {
    this.findings = findings;
  }

  /**
   * @param culprit the canary's container
   */
  void follow(CanaryCase canary, Culprit culprit, Instant now) {
    Ruled ruled = canary.ruled();
    if (canary.isBad()) {
      blame(canary, culprit, ruled);
    } else if (ruled.bothSuffer()) {
      canary.sufferedAt(now);
      if (canary.told() == null) {
        tell(canary, culprit, ruled, AlertAction.KEPT);
      }
    } else if (canary.told() == AlertAction.KEPT && canary.quietSince(now.minus(QUIET))) {
      findings.over(culprit, Metric.VISITORS);
      canary.told(null);
    }
  }

  private void blame(CanaryCase canary, Culprit culprit, Ruled ruled) {
    AlertAction due =
        canary.serving().options().withdraws() ? AlertAction.WITHDRAWN : AlertAction.DRY;
    @Nullable AlertAction done = canary.told();
    if (done != due && done != AlertAction.WITHDRAWN) {
      tell(canary, culprit, ruled, due);
    }
  }

  private void tell(CanaryCase canary, Culprit culprit, Ruled ruled, AlertAction measure) {
    Metric metric = ruled.byContainer() ? Metric.CONTAINER : Metric.VISITORS;
    findings.found(culprit, Finding.of(metric, ruled.reasons(), ruled.comparison()), measure);
    canary.told(measure);
    LOG.atWarn()
        .addKeyValue("app", culprit.app())
        .addKeyValue("deployment", culprit.deployment())
        .addKeyValue("measure", measure)
        .addKeyValue("reasons", ruled.reasons())
        .log("Judged a canary");
  }
}
