package dev.aviary.monitor.alert;

import dev.aviary.contract.event.Event;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One alert in this process: as it should be on record, and what Redis holds of it. For one thread.
 *
 * <p>Events and mails that are due are written with the alert in one step, and are kept until that
 * step is answered. When the answer was lost, the next try finds on record what the step wrote.
 */
final class Episode {
  private final long openedAt;
  private final List<DueRecords> due = new ArrayList<>();
  private final Map<Metric, Double> peaks = new EnumMap<>(Metric.class);

  /** The mails that the episode asked for so far, but for the one of its end. */
  private final Set<AlertNotice.Kind> asked = EnumSet.of(AlertNotice.Kind.OPENED);

  private Alert alert;
  private RecordState state;
  private WithdrawalState withdrawal = WithdrawalState.NONE;
  private int blamed;

  private Episode(Alert alert, RecordState state, long openedAt) {
    this.alert = alert;
    this.state = state;
    this.openedAt = openedAt;
  }

  /** What Redis holds of an episode. */
  sealed interface RecordState {

    /** Nothing: it is new, or Redis lost it. */
    record Missing() implements RecordState {}

    /** An older form of the alert, or the alert without an event or a mail that is due. */
    record Outdated(Recorded held) implements RecordState {}

    /** All of it, and the alert is open. */
    record Open(Recorded held) implements RecordState {}

    /** All of it, and the alert is closed. */
    record Closed(Recorded held) implements RecordState {}

    /** All of it. */
    static RecordState complete(Recorded held) {
      return held.alert().isOpen() ? new Open(held) : new Closed(held);
    }

    /** What Redis held, after a change of the episode. */
    default RecordState changed() {
      return switch (this) {
        case Missing _, Outdated _ -> this;
        case Open(Recorded held) -> new Outdated(held);
        case Closed(Recorded held) -> new Outdated(held);
      };
    }
  }

  /** How far the withdrawal of the alert's canary has come. */
  private enum WithdrawalState {
    /** No withdrawal is to be written: there is none, it is written, or the app was removed. */
    NONE,
    /** It is to be written, and the balancer does not know of it. */
    DUE,
    /** It is to be written; the balancer was told by its API, because Redis was away. */
    TOLD
  }

  /**
   * @param openedAt monotonic, in nanoseconds
   */
  static Episode opened(Alert alert, Event event, long openedAt) {
    Episode episode = new Episode(alert, new RecordState.Missing(), openedAt);
    episode.due.add(new DueRecords(event, AlertNotice.Kind.OPENED));
    episode.withdrawal = episode.neededWithdrawal();
    return episode;
  }

  /** An alert that was opened by a monitor before this one. */
  static Episode resumed(Recorded recorded, long openedAt) {
    return new Episode(recorded.alert(), RecordState.complete(recorded), openedAt);
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

  RecordState state() {
    return state;
  }

  List<DueRecords> due() {
    return List.copyOf(due);
  }

  /** Whether the alert's withdrawal has not been written yet. */
  boolean withdrawalDue() {
    return withdrawal != WithdrawalState.NONE;
  }

  /** Whether a withdrawal is due and the balancer has not received it. */
  boolean withdrawalUntold() {
    return withdrawal == WithdrawalState.DUE;
  }

  /** The app was removed: there is no traffic to take the container out of. */
  void appRemoved() {
    withdrawal = WithdrawalState.NONE;
  }

  /** The balancer has received the withdrawal that is due. */
  void withdrawalTold() {
    withdrawal = WithdrawalState.TOLD;
  }

  private WithdrawalState neededWithdrawal() {
    return alert.isWithdrawn() ? WithdrawalState.DUE : WithdrawalState.NONE;
  }

  private void change(Alert next, DueRecords more) {
    alert = next;
    due.add(more);
    state = state.changed();
  }

  void peaks(Watch watch) {
    for (Metric metric : Metric.SAMPLED) {
      OptionalDouble peak = watch.peak(metric);
      peak.ifPresent(value -> peaks.merge(metric, value, Math::max));
    }
  }

  /** Another metric fired, or one fired again: what was done stays. */
  void joined(Finding finding, Event event) {
    change(alert.with(finding), new DueRecords(event, null));
  }

  /** A canary that was kept goes after all. */
  void withdrawn(Finding finding, Event event) {
    change(
        alert.with(finding).withMeasure(AlertAction.WITHDRAWN),
        new DueRecords(event, AlertNotice.Kind.WITHDRAWN));
    withdrawal = WithdrawalState.DUE;
    asked.add(AlertNotice.Kind.WITHDRAWN);
  }

  /** A canary that was kept would go after all. */
  void dry(Finding finding, Event event) {
    change(
        alert.with(finding).withMeasure(AlertAction.DRY),
        new DueRecords(event, AlertNotice.Kind.DRY));
    asked.add(AlertNotice.Kind.DRY);
  }

  /** Takes note of whether the newest sample blames the container; how many did, running. */
  int blamed(boolean now) {
    blamed = now ? blamed + 1 : 0;
    return blamed;
  }

  void close(AlertClosing closing, Event event) {
    List<Finding> findings = alert.findings().stream().map(this::withPeak).toList();
    change(
        alert.withFindings(findings).closed(closing),
        new DueRecords(event, AlertNotice.Kind.CLOSED));
  }

  void renumber(int n) {
    alert = alert.withEpisode(n);
  }

  /** Everything went on record. */
  void wrote(Recorded now) {
    due.clear();
    withdrawal = WithdrawalState.NONE;
    state = RecordState.complete(now);
  }

  /** The step was refused because this is on record: it is what a step before this one wrote. */
  void found(Recorded now) {
    if (now.alert().isWithdrawn()) {
      withdrawal = WithdrawalState.NONE;
    }
    due.removeIf(each -> each.mail() == null || tells(now.alert(), each.mail()));
    state =
        due.isEmpty() && now.alert().equals(alert)
            ? RecordState.complete(now)
            : new RecordState.Outdated(now);
  }

  /** Whether the mail was asked for in the same step that wrote this. */
  private static boolean tells(Alert onRecord, AlertNotice.Kind mail) {
    return switch (mail) {
      case OPENED -> true;
      case WITHDRAWN -> onRecord.isWithdrawn();
      case DRY -> onRecord.measure() == AlertAction.DRY;
      case CLOSED -> !onRecord.isOpen();
    };
  }

  /**
   * Redis lost the alert: it goes on record again.
   *
   * @param mailed which of its mails were sent
   */
  void lost(Predicate<AlertNotice.Kind> mailed) {
    state = new RecordState.Missing();
    withdrawal = neededWithdrawal();
    due.addAll(
        0,
        owed()
            .filter(mailed.negate())
            .filter(kind -> due.stream().noneMatch(each -> each.mail() == kind))
            .map(kind -> new DueRecords(null, kind))
            .toList());
  }

  private Stream<AlertNotice.Kind> owed() {
    return Stream.of(AlertNotice.Kind.values())
        .filter(kind -> kind == AlertNotice.Kind.CLOSED ? !alert.isOpen() : asked.contains(kind));
  }

  private Finding withPeak(Finding finding) {
    return finding.withPeak(
        Math.max(finding.peak(), peaks.getOrDefault(finding.metric(), finding.peak())));
  }
}
