package dev.aviary.monitor.mail;

import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.TrackFigures;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a mail tells of a canary that was found bad by its visitors, or by what its container does.
 */
final class JudgementText {
  private JudgementText() {}

  /** The newest finding that is none of samples. */
  static Optional<Finding> in(Alert alert) {
    return alert.findings().stream()
        .filter(each -> !each.metric().isSampled())
        .reduce((_, later) -> later);
  }

  static String subject(Alert alert, Finding finding) {
    return switch (alert.measure()) {
      case WITHDRAWN -> "canary withdrawn, " + what(finding);
      case DRY -> "the canary would have been withdrawn, " + what(finding);
      case KEPT, REPORTED -> "visitors fare badly on both tracks, the canary is not to blame";
    };
  }

  static List<String> kept(String app) {
    return List.of(
        "The visitors of " + app + " fare badly on the canary, but on stable as well.",
        "So it is the host, the load or something that both need: the canary stays in the traffic.");
  }

  private static String what(Finding finding) {
    if (finding.metric() == Metric.CONTAINER) {
      return "its container is not well";
    }
    Comparison comparison = finding.comparison();
    if (comparison == null) {
      return "its visitors fare worse";
    }
    TrackFigures canary = comparison.canary();
    TrackFigures stable = comparison.stable();
    return canary.failedPercent() > stable.failedPercent()
        ? String.format(
            Locale.ROOT,
            "%d of %d requests failed (stable: %d of %d)",
            canary.failed(),
            canary.requests(),
            stable.failed(),
            stable.requests())
        : "it is slower than stable";
  }
}
