package dev.aviary.monitor.alert;

import dev.aviary.contract.alert.Alert;
import dev.aviary.contract.alert.AlertStore.Recorded;
import dev.aviary.contract.alert.Closing;
import dev.aviary.contract.alert.Finding;
import dev.aviary.contract.alert.Measure;
import dev.aviary.contract.alert.Metric;
import dev.aviary.contract.alert.Notice;
import dev.aviary.contract.event.Event;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it should be on record, and as far as is known, is. For one thread.
 *
 * <p>What is due is written together with the alert in one step, and only then forgotten. A step
 * whose answer was lost is recognised by what is found on record when it is tried again.
 */
final class Episode {
  private final long openedAt;
  private final List<Due> due = new ArrayList<>();
  private final Map<Metric, Double> peaks = new EnumMap<>(Metric.class);
  private Alert alert;
  private @Nullable Recorded recorded;
  private boolean withdrawalDue;
  private boolean withdrawnElsewhere;
  private boolean withdrawnLater;
  private int blamed;

  private Episode(Alert alert, @Nullable Recorded recorded, long openedAt) {
    this.alert = alert;
    this.recorded = recorded;
    this.openedAt = openedAt;
  }

  /**
   * @param openedAt monotonic, in nanoseconds
   */
  static Episode opened(Alert alert, Event event, long openedAt) {
    Episode episode = new Episode(alert, null, openedAt);
    episode.due.add(new Due(event, Notice.Kind.OPENED));
    episode.withdrawalDue = alert.isWithdrawn();
    return episode;
  }

  /** An alert that was opened by a monitor before this one. */
  static Episode resumed(Recorded recorded, long openedAt) {
    return new Episode(recorded.alert(), recorded, openedAt);
  }

  Alert alert() {
    return alert;
  }

  String container() {
    return alert.culprit().container();
  }

  long openedAt() {
    return openedAt;
  }

  @Nullable Recorded recorded() {
    return recorded;
  }

  List<Due> due() {
    return List.copyOf(due);
  }

  /** Whether the alert's withdrawal has not been written yet. */
  boolean withdrawalDue() {
    return withdrawalDue;
  }

  /** Whether a withdrawal is due that the balancer has not been told of either. */
  boolean withdrawalUntold() {
    return withdrawalDue && !withdrawnElsewhere;
  }

  /** There is no traffic left that the container could be taken out of. */
  void appRemoved() {
    withdrawalDue = false;
  }

  void withdrawnElsewhere() {
    withdrawnElsewhere = true;
  }

  /** Whether everything is on record. */
  boolean settled() {
    return recorded != null && due.isEmpty() && recorded.alert().equals(alert);
  }

  boolean over() {
    return settled() && !alert.isOpen();
  }

  void peaks(Watch watch) {
    for (Metric metric : Metric.values()) {
      OptionalDouble peak = watch.peak(metric);
      peak.ifPresent(value -> peaks.merge(metric, value, Math::max));
    }
  }

  /** Another metric fired, or one fired again: what was done stays. */
  void joined(Finding finding, Event event) {
    alert = alert.with(finding);
    due.add(new Due(event, null));
  }

  /** A canary that was kept goes after all. */
  void withdrawn(Finding finding, Event event) {
    alert = alert.with(finding).withMeasure(Measure.WITHDRAWN);
    withdrawalDue = true;
    withdrawnLater = true;
    due.add(new Due(event, Notice.Kind.WITHDRAWN));
  }

  /** Takes note of whether the newest sample blames the container; how many did, running. */
  int blamed(boolean now) {
    blamed = now ? blamed + 1 : 0;
    return blamed;
  }

  void close(Closing closing, Event event) {
    alert =
        alert.withFindings(alert.findings().stream().map(this::withPeak).toList()).closed(closing);
    due.add(new Due(event, Notice.Kind.CLOSED));
  }

  void renumber(int n) {
    alert = alert.withEpisode(n);
  }

  void wrote(Recorded now) {
    recorded = now;
    due.clear();
    withdrawalDue = false;
  }

  /** The step was refused because this is on record: it is what a step before this one wrote. */
  void found(Recorded now) {
    recorded = now;
    withdrawalDue &= !now.alert().isWithdrawn();
    due.removeIf(each -> each.mail() == null || tells(now.alert(), each.mail()));
  }

  /** Whether the mail was asked for in the same step that wrote this. */
  private static boolean tells(Alert onRecord, Notice.Kind mail) {
    return switch (mail) {
      case OPENED -> true;
      case WITHDRAWN -> onRecord.isWithdrawn();
      case CLOSED -> !onRecord.isOpen();
    };
  }

  /**
   * Redis lost the alert: it goes on record again.
   *
   * @param mailed which of its mails were sent
   */
  void lost(Predicate<Notice.Kind> mailed) {
    recorded = null;
    withdrawalDue = alert.isWithdrawn();
    due.addAll(
        0,
        owed()
            .filter(mailed.negate())
            .filter(kind -> due.stream().noneMatch(each -> each.mail() == kind))
            .map(kind -> new Due(null, kind))
            .toList());
  }

  private Stream<Notice.Kind> owed() {
    return Stream.of(Notice.Kind.values())
        .filter(kind ->
            switch (kind) {
              case OPENED -> true;
              case WITHDRAWN -> withdrawnLater;
              case CLOSED -> !alert.isOpen();
            });
  }

  private Finding withPeak(Finding finding) {
    return finding.withPeak(
        Math.max(finding.peak(), peaks.getOrDefault(finding.metric(), finding.peak())));
  }
}
