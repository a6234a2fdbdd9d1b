package dev.aviary.monitor.mail;

import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.record.Outbox.Entry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails about alerts: they wait in the outbox. */
@Singleton
final class AlertMails implements MailSource {
  private static final Logger LOG = LoggerFactory.getLogger(AlertMails.class);

  private final Outbox outbox;
  private final AlertStore alerts;
  private final Letters letters;

  AlertMails(Outbox outbox, AlertStore alerts, Letters letters) {
    this.outbox = outbox;
    this.alerts = alerts;
    this.letters = letters;
  }

  @Override
  public List<DueMail> oldest(int most) {
    return outbox.oldest(most).stream().map(this::mail).toList();
  }

  @Override
  public long size() {
    return outbox.size();
  }

  private DueMail mail(Entry entry) {
    AlertNotice notice = entry.notice();
    return new DueMail(
        notice.id(), entry.since(), true, () -> letter(notice), () -> outbox.done(entry));
  }

  /** Without its alert a notice cannot be told. */
  private Optional<Letter> letter(AlertNotice notice) {
    try {
      return alerts
          .find(notice.alert())
          .map(Recorded::alert)
          .map(alert -> letters.about(notice, alert));
    } catch (DamagedException e) {
      LOG.atError()
          .addKeyValue("notice", notice.id())
          .addKeyValue("key", Keys.alert(notice.alert()))
          .addKeyValue("reason", e.getMessage())
          .log("Dropped a mail about an alert that cannot be read");
      return Optional.empty();
    }
  }
}
