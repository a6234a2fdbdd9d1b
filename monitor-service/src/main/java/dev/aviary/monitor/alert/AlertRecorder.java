package dev.aviary.monitor.alert;

import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.monitor.alert.Episode.RecordState;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.mail.Delivered;
import dev.aviary.monitor.mail.MailSender;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.record.Outbox;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts episodes on record. Withdrawal, alert, events and mails of one change are one step: a
 * monitor that dies in between has done all of it or nothing.
 */
@Singleton
final class AlertRecorder {
  private final Writes writes;
  private final AlertStore alerts;
  private final ControlStore control;
  private final EventLog events;
  private final Outbox outbox;
  private final Delivered delivered;
  private final MailSender postman;
  private final JudgeLease judge;
  private final Map<String, Integer> numbers = new HashMap<>();

  AlertRecorder(
      Writes writes,
      AlertStore alerts,
      ControlStore control,
      EventLog events,
      Outbox outbox,
      Delivered delivered,
      MailSender postman,
      JudgeLease judge) {
    this.writes = writes;
    this.alerts = alerts;
    this.control = control;
    this.events = events;
    this.outbox = outbox;
    this.delivered = delivered;
    this.postman = postman;
    this.judge = judge;
  }

  /** What monitors before this one left open. */
  List<Recorded> recall() {
    List<Recorded> known = alerts.newest(AlertStore.KEPT_ALERTS);
    List<AlertNotice> waiting = outbox.waiting();
    known.forEach(each -> count(each.alert()));
    List<Recorded> open = known.stream().filter(each -> each.alert().isOpen()).toList();
    open.stream()
        .map(Recorded::alert)
        .flatMap(AlertRecorder::toldSoFar)
        .filter(notice -> !waiting.contains(notice))
        .forEach(delivered::add);
    return open;
  }

  /**
   * Whether the episode is over, on record, and mailed: until then it could get lost with Redis.
   */
  boolean finished(Episode episode) {
    return episode.state() instanceof RecordState.Closed
        && delivered.has(new AlertNotice(episode.alert().id(), AlertNotice.Kind.CLOSED));
  }

  /** The number of a container's next episode. */
  int next(String container) {
    return numbers.getOrDefault(container, 0) + 1;
  }

  void count(Alert alert) {
    numbers.merge(alert.culprit().container(), alert.episode(), Math::max);
  }

  /**
   * Writes what is not on record yet; also what was, when Redis has lost it.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: perhaps it is written, perhaps not
   */
  void settle(Episode episode) {
    String id = episode.alert().id();
    switch (episode.state()) {
      case RecordState.Open _, RecordState.Closed _ -> {
        if (alerts.exists(id)) {
          return;
        }
        lost(episode);
      }
      case RecordState.Missing _, RecordState.Outdated _ -> {}
    }
    Recorded next = alerts.asRecorded(episode.alert());
    WriteOutcome outcome = write(episode, next);
    if (outcome.equals(new WriteOutcome.Conflict(Keys.REMOVED))) {
      // An app that was removed meanwhile needs no withdrawal; the alert goes on record all the
      // same.
      episode.appRemoved();
      outcome = write(episode, next);
    }
    if (outcome.written()) {
      if (episode.due().stream().anyMatch(each -> each.mail() != null)) {
        postman.wake();
      }
      episode.wrote(next);
      count(episode.alert());
      if (episode.state() instanceof RecordState.Closed) {
        alerts.expire(id);
      }
    } else if (!judge.refused(outcome)) {
      refused(episode, alerts.find(id));
    }
  }

  private WriteOutcome write(Episode episode, Recorded next) {
    AtomicWrite write = judge.guard(writes.begin());
    switch (episode.state()) {
      case RecordState.Missing _ -> alerts.open(write, next);
      case RecordState.Outdated(Recorded before) -> alerts.change(write, before, next);
      case RecordState.Open(Recorded before) -> alerts.change(write, before, next);
      case RecordState.Closed(Recorded before) -> alerts.change(write, before, next);
    }
    if (episode.withdrawalDue()) {
      String app = next.alert().culprit().app();
      control.withdraw(write.notRemoved(app), app, Reasons.withdrawal(next.alert()));
    }
    for (DueRecords due : episode.due()) {
      if (due.event() != null) {
        events.append(write, due.event());
      }
      if (due.mail() != null) {
        outbox.add(write, new AlertNotice(next.alert().id(), due.mail()));
      }
    }
    return write.replicated().run();
  }

  private void refused(Episode episode, Optional<Recorded> found) {
    if (found.isEmpty()) {
      lost(episode);
    } else if (episode.state() instanceof RecordState.Missing
        && isOther(episode.alert(), found.get().alert())) {
      count(found.get().alert());
      episode.renumber(next(episode.container()));
    } else {
      episode.found(found.get());
    }
  }

  /**
   * An alert of before this process, which took the number that this one was given without Redis.
   */
  private static boolean isOther(Alert mine, Alert found) {
    return !mine.openedAt().equals(found.openedAt());
  }

  private void lost(Episode episode) {
    episode.lost(kind -> delivered.has(new AlertNotice(episode.alert().id(), kind)));
  }

  /** The mails that were asked for about an open alert, as far as its record tells. */
  private static Stream<AlertNotice> toldSoFar(Alert alert) {
    var opened = new AlertNotice(alert.id(), AlertNotice.Kind.OPENED);
    return switch (alert.measure()) {
      case WITHDRAWN -> Stream.of(opened, new AlertNotice(alert.id(), AlertNotice.Kind.WITHDRAWN));
      case DRY -> Stream.of(opened, new AlertNotice(alert.id(), AlertNotice.Kind.DRY));
      case KEPT, REPORTED -> Stream.of(opened);
    };
  }
}
