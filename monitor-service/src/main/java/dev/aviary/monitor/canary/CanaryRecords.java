package dev.aviary.monitor.canary;

import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.EvidenceStore;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of a canary deployment: its evidence, its judgement, and what was told. */
@Singleton
final class CanaryRecords {
  private static final String MONITOR = "monitor";

  private final Writes writes;
  private final EvidenceStore evidence;
  private final JudgementStore judgements;
  private final AlertStore alerts;
  private final EventLog events;
  private final JudgeLease judge;

  CanaryRecords(
      Writes writes,
      EvidenceStore evidence,
      JudgementStore judgements,
      AlertStore alerts,
      EventLog events,
      JudgeLease judge) {
    this.events = events;
    this.writes = writes;
    this.evidence = evidence;
    this.judgements = judgements;
    this.alerts = alerts;
    this.judge = judge;
  }

  /** Oldest first. */
  List<Evidence> evidence(String deployment) {
    return evidence.all(deployment);
  }

  Optional<Judgement> judgement(String deployment) {
    return judgements.find(deployment);
  }

  /**
   * What was done about a canary deployment by what its visitors get, or its container does; null:
   * nothing yet, or it is over.
   */
  @Nullable AlertAction told(String deployment) {
    return alerts.newest(AlertStore.KEPT_ALERTS).stream()
        .map(Recorded::alert)
        .filter(each -> each.culprit().deployment().equals(deployment))
        .filter(each -> each.findings().stream().anyMatch(finding -> !finding.metric().isSampled()))
        .filter(each -> each.isOpen() || each.measure() != AlertAction.KEPT)
        .map(Alert::measure)
        .findFirst()
        .orElse(null);
  }

  /**
   * Puts a judgement on record, and in the same step what it counts more than the one before, and
   * its line of the timeline. Of an app that was removed nothing is written.
   *
   * @param counted null: nothing more
   * @param isNews whether the timeline tells its verdict
   * @return false: this monitor is not the judge, so nothing was written
   */
  boolean put(Judgement judgement, @Nullable Evidence counted, boolean isNews) {
    AtomicWrite write = judge.guard(writes.begin()).notRemoved(judgement.app());
    if (counted != null) {
      evidence.append(write, judgement.deployment(), counted);
    }
    if (isNews) {
      events.append(write, CanaryJudged.of(MONITOR, judgement));
    }
    return !judge.refused(judgements.put(write, judgement).run());
  }
}
