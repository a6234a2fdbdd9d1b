package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.StableMean;

/** What to do about a container that fires. */
final class AlertActionRule {
  private AlertActionRule() {}

  /**
   * Whether the canary alone is hot, as far as its neighbours are measured. Where they are not,
   * nothing is said: a verdict that was given stands.
   */
  static boolean blames(Finding finding, int alikePercent) {
    return finding.mean() > finding.threshold()
        && !finding.stable().isEmpty()
        && on(Track.CANARY, finding, alikePercent) == AlertAction.WITHDRAWN;
  }

  /**
   * A canary of which the kernel killed a process for memory is to blame, unless it killed one of a
   * stable container in the last minute too.
   *
   * @param alikePercent how near the mean of the stable containers must be to a canary's, in
   *     percent of the canary's, for the canary to be kept
   */
  static AlertAction on(Track track, Finding finding, int alikePercent) {
    if (track == Track.STABLE) {
      return AlertAction.REPORTED;
    }
    if (finding.killedAt() != null) {
      return finding.stable().stream().anyMatch(stable -> stable.killedAt() != null)
          ? AlertAction.KEPT
          : AlertAction.WITHDRAWN;
    }
    double alike = finding.mean() * (100 - alikePercent) / 100;
    return finding.stable().stream().mapToDouble(StableMean::mean).average().stream()
            .anyMatch(stable -> stable >= alike)
        ? AlertAction.KEPT
        : AlertAction.WITHDRAWN;
  }
}
