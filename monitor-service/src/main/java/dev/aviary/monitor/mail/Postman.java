package dev.aviary.monitor.mail;

import dev.aviary.contract.alert.Alert;
import dev.aviary.contract.alert.AlertStore;
import dev.aviary.contract.alert.Notice;
import dev.aviary.contract.alert.Outbox;
import dev.aviary.contract.alert.Outbox.Entry;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.simplejavamail.MailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what lies in the outbox, in order. A notice leaves the outbox only when the mail server has
 * taken its mail; while that is away, all wait.
 */
@Singleton
final class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final MailSettings settings;
  private final Delivery delivery;
  private final Outbox outbox;
  private final AlertStore alerts;
  private final Letters letters;
  private final Delivered delivered;
  private final Counter sent;
  private final Counter failed;
  private Backoff backoff = Backoff.NONE;
  private long nextAt = System.nanoTime();
  private final BackgroundLoop loop;

  Postman(
      MailSettings settings,
      Delivery delivery,
      Outbox outbox,
      AlertStore alerts,
      Letters letters,
      Delivered delivered,
      MeterRegistry registry,
      BackgroundLoops loops) {
    this.loop = loops.make("postman", PAUSE, this::round);
    this.settings = settings;
    this.delivery = delivery;
    this.outbox = outbox;
    this.alerts = alerts;
    this.letters = letters;
    this.delivered = delivered;
    this.sent = registry.counter("aviary.mails.sent");
    this.failed = registry.counter("aviary.mails.failed");
  }

  @EventListener
  void start(ServerStartupEvent started) {
    if (!settings.complete()) {
      LOG.atWarn().log("Nobody is mailed about alerts: set SMTP_HOST and ALERT_TO");
    }
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  private void round() {
    try {
      while (System.nanoTime() - nextAt >= 0) {
        Optional<Entry> entry = outbox.oldest();
        if (entry.isEmpty()) {
          return;
        }
        deliver(entry.get());
      }
    } catch (RedisException away) {
      // Whoever writes the outbox says so; what lies in it waits.
      nextAt = System.nanoTime() + PAUSE.toNanos();
    }
  }

  private void deliver(Entry entry) {
    Notice notice = entry.notice();
    Optional<Alert> alert = find(notice);
    if (alert.isPresent() && !delivered.has(notice) && !told(notice, alert.get())) {
      return;
    }
    outbox.done(entry);
  }

  /** Without its alert a notice cannot be told; it must not hold up those behind it. */
  private Optional<Alert> find(Notice notice) {
    try {
      return alerts.find(notice.alert()).map(AlertStore.Recorded::alert);
    } catch (DamagedException e) {
      LOG.atError()
          .addKeyValue("notice", notice.id())
          .addKeyValue("key", Keys.alert(notice.alert()))
          .addKeyValue("reason", e.getMessage())
          .log("Dropped a mail about an alert that cannot be read");
      return Optional.empty();
    }
  }

  /** Whether the notice is dealt with: mailed, or logged where nobody is to be mailed. */
  private boolean told(Notice notice, Alert alert) {
    if (!settings.complete()) {
      LOG.atError()
          .addKeyValue("alert", alert.id())
          .addKeyValue("kind", notice.kind())
          .addKeyValue("container", alert.culprit().name())
          .addKeyValue("measure", alert.measure())
          .log("An alert could not be mailed: SMTP_HOST or ALERT_TO is not set");
      delivered.add(notice);
      return true;
    }
    return mailed(notice, alert);
  }

  private boolean mailed(Notice notice, Alert alert) {
    try {
      delivery.bring(letters.about(notice, alert));
      delivered.add(notice);
      sent.increment();
      backoff = Backoff.NONE;
      LOG.atInfo().addKeyValue("notice", notice.id()).log("Sent a mail");
      return true;
    } catch (MailException refused) {
      failed.increment();
      backoff = backoff.more();
      nextAt = System.nanoTime() + backoff.pause().toNanos();
      LOG.atError()
          .addKeyValue("notice", notice.id())
          .addKeyValue("server", settings)
          .addKeyValue("reason", Failures.reason(refused))
          .addKeyValue("again_in", backoff.pause())
          .log("Could not send a mail; it waits in the outbox");
      return false;
    }
  }
}
