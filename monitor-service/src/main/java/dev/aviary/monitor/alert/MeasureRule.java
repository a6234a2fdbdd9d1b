package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Measure;
import dev.aviary.monitor.record.StableMean;

/** What to do about a container that fires. */
final class MeasureRule {
  private MeasureRule() {}

  /**
   * Whether the canary alone is hot, as far as its neighbours are measured. Where they are not,
   * nothing is said: a verdict that was given stands.
   */
  static boolean blames(Finding finding, int alikePercent) {
    return finding.mean() > finding.threshold()
        && !finding.stable().isEmpty()
        && on(Track.CANARY, finding, alikePercent) == Measure.WITHDRAWN;
  }

  /**
   * A canary of which the kernel killed a process for memory is to blame, unless it killed one of a
   * stable container in the last minute too.
   *
   * @param alikePercent how near the mean of the stable containers must be to a canary's, in
   *     percent of the canary's, for the canary to be kept
   */
  static Measure on(Track track, Finding finding, int alikePercent) {
    if (track == Track.STABLE) {
      return Measure.REPORTED;
    }
    if (finding.killedAt() != null) {
      return finding.stable().stream().anyMatch(stable -> stable.killedAt() != null)
          ? Measure.KEPT
          : Measure.WITHDRAWN;
    }
    double alike = finding.mean() * (100 - alikePercent) / 100;
    return finding.stable().stream().mapToDouble(StableMean::mean).average().stream()
            .anyMatch(stable -> stable >= alike)
        ? Measure.KEPT
        : Measure.WITHDRAWN;
  }
}
