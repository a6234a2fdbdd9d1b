package dev.aviary.monitor.mail;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.mail.DeliveryResult.Again;
import dev.aviary.monitor.mail.DeliveryResult.Away;
import dev.aviary.monitor.mail.DeliveryResult.Nothing;
import dev.aviary.monitor.mail.DeliveryResult.SetAside;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A mail server may take minutes to answer the end of a text (RFC 5321, section 4.5.3.2.6: ten). So
 * each mail is sent on a thread of its own, a few at a time, and one thread decides which: it alone
 * touches the outbox and all that is known here. While a mail is under way, whatever else happens,
 * Redis losing the outbox and getting it again included, it is not sent a second time.
 */

/**
 * Sends the mails that are due, oldest first. One leaves its source when the mail server has taken
 * it, or refuses it for good; others do not wait for it.
 */
@Singleton
public final class MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How often the outbox is looked at when nothing was put there. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private static final int AT_ONCE = 4;

  /** As many mails of a source as are looked at together. */
  private static final int SEEN = 100;

  /** How long a mail under way may take when the monitor stops. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final MailSettings settings;
  private final MailServer server;
  private final List<MailSource> sources;
  private final Delivered delivered;
  private final KeptCopies copies;
  private final MailStatus status;
  private final MailEvents events;
  private final JudgeLease judge;
  private final Counter sent;
  private final Counter failed;
  private final Counter refused;
  private final Map<String, Dispatch> dispatches = new HashMap<>();
  private final Queue<Runnable> finished = new ConcurrentLinkedQueue<>();
  private RetryPause away = RetryPause.OF_FAILURES;
  private long nextAt = System.nanoTime();
  private long lookAt = System.nanoTime();
  private volatile boolean woken;

  private final BackgroundLoop loop;

  MailSender(
      MailSettings settings,
      MailServer server,
      List<MailSource> sources,
      Delivered delivered,
      KeptCopies copies,
      MailStatus status,
      MailEvents events,
      JudgeLease judge,
      MeterRegistry registry,
      BackgroundLoops loops) {
    this.settings = settings;
    this.server = server;
    this.sources = sources;
    this.delivered = delivered;
    this.copies = copies;
    this.status = status;
    this.events = events;
    this.judge = judge;
    this.sent = registry.counter("aviary.mails.sent");
    this.failed = registry.counter("aviary.mails.failed");
    this.loop = loops.make("postman", PAUSE, this::round);
    this.refused = registry.counter("aviary.mails.refused");
  }

  @EventListener
  void start(ServerStartupEvent started) {
    if (!settings.complete()) {
      LOG.atWarn().log("Alerts are not mailed; set SMTP_HOST and ALERT_TO");
    }
    judge.onChange(this::wake);
    loop.start();
  }

  /** What the server takes while the monitor stops is noted: it would be sent again otherwise. */
  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
    long deadline = System.nanoTime() + GRACE.toNanos();
    dispatches.values().forEach(each -> each.join(deadline));
    finish();
    if (judge.judges()) {
      tidy();
    }
  }

  /** Something was put into the outbox. */
  public void wake() {
    woken = true;
    loop.wake();
  }

  private void round() {
    finish();
    if (!judge.judges()) {
      // Those under way are noted in Redis by the threads that send them.
      status.waits(MailStatus.Waiting.NOTHING);
      return;
    }
    boolean look = woken || System.nanoTime() - lookAt >= 0;
    woken = false;
    if (look) {
      tidy();
    }
  }

  private void finish() {
    for (Runnable next = finished.poll(); next != null; next = finished.poll()) {
      next.run();
      woken = true;
    }
  }

  private void tidy() {
    long now = System.nanoTime();
    lookAt = now + LOOK.toNanos();
    var open = new ArrayList<DueMail>();
    long waiting = 0;
    boolean allRead = true;
    for (MailSource source : sources) {
      try {
        open.addAll(open(source));
        waiting += source.size();
      } catch (RedisException refused) {
        // RedisWritability logs it. A source that needs no Redis, or only reads, goes on.
        allRead = false;
        lookAt = now;
      }
    }
    open.sort(Comparator.comparing(DueMail::since));
    if (allRead) {
      forgetAllBut(open);
    }
    open.forEach(each -> begin(each, now));
    if (allRead || !open.isEmpty()) {
      status.waits(
          open.isEmpty()
              ? MailStatus.Waiting.NOTHING
              : new MailStatus.Waiting(waiting, open.getFirst().since()));
    }
    try {
      events.settle();
    } catch (RedisException refused) {
      lookAt = now;
    }
  }

  /** The oldest that are due; those that are done leave their source. */
  private List<DueMail> open(MailSource source) {
    var open = new ArrayList<DueMail>();
    for (DueMail mail : source.oldest(SEEN)) {
      if (delivered.has(mail.id())) {
        mail.done().run();
        copies.forget(mail);
      } else {
        open.add(mail);
      }
    }
    return open;
  }

  private void forgetAllBut(List<DueMail> open) {
    var ids = open.stream().map(DueMail::id).collect(Collectors.toSet());
    dispatches
        .entrySet()
        .removeIf(each -> !each.getValue().running() && !ids.contains(each.getKey()));
  }

  private void begin(DueMail mail, long now) {
    Dispatch dispatch = dispatches.computeIfAbsent(mail.id(), id -> new Dispatch(now));
    if (dispatch.running()) {
      return;
    }
    long due = Math.max(dispatch.dueAt() - now, nextAt - now);
    if (due > 0) {
      lookAt = now + Math.min(lookAt - now, due);
      return;
    }
    long running = dispatches.values().stream().filter(Dispatch::running).count();
    if (running >= (away.failures() == 0 ? AT_ONCE : 1)) {
      return;
    }
    if (settings.complete()) {
      dispatch.run(
          mail.letter(),
          letter -> delivery(mail, letter),
          result -> {
            finished.add(() -> take(mail.id(), dispatch, result));
            wake();
          });
    } else {
      LOG.atError()
          .addKeyValue("mail", mail.id())
          .log("Could not send a mail: SMTP_HOST or ALERT_TO is not set");
      delivered.add(mail.id());
      woken = true;
    }
  }

  private LetterDelivery delivery(DueMail mail, Letter letter) {
    return new LetterDelivery(
        letter,
        copies.of(mail, settings.recipients()),
        server,
        (recipient, copy) -> copies.keep(mail, recipient, copy));
  }

  private void take(String mail, Dispatch dispatch, DeliveryResult result) {
    dispatch.ended();
    switch (result) {
      case DeliveryResult.Delivered all -> {
        answered(null);
        sent.increment();
        delivered.add(mail);
        LOG.atInfo().addKeyValue("mail", mail).log("Sent a mail");
        all.refused().forEach(MailSender::refusedOne);
        events.refused(all.refused());
      }
      case SetAside all -> {
        answered(null);
        refused.increment();
        delivered.add(mail);
        events.setAside(mail, all.reason());
        LOG.atError()
            .addKeyValue("mail", mail)
            .addKeyValue("reason", all.reason())
            .log("Set a mail aside: the mail server refuses it for good");
      }
      case Nothing nothing -> delivered.add(mail);
      case Again again -> {
        answered(again.reason());
        dispatch.later(again.pause());
        failed(mail, again.reason(), again.pause());
      }
      case Away gone -> {
        if (System.nanoTime() - nextAt >= 0) {
          away = away.more();
          nextAt = System.nanoTime() + away.pause().toNanos();
        }
        status.reason(gone.reason());
        failed(mail, gone.reason(), away.pause());
      }
    }
  }

  /** The server answers: nothing that it says of one mail holds up another. */
  private void answered(@Nullable String reason) {
    away = away.reset();
    nextAt = System.nanoTime();
    status.reason(reason);
  }

  private void failed(String mail, String reason, Duration pause) {
    failed.increment();
    LOG.atError()
        .addKeyValue("mail", mail)
        .addKeyValue("server", settings)
        .addKeyValue("reason", reason)
        .addKeyValue("again_in", pause)
        .log("Could not send a mail; it waits in the outbox");
  }

  private static void refusedOne(String recipient, String reason) {
    LOG.atError()
        .addKeyValue("recipient", recipient)
        .addKeyValue("reason", reason)
        .log("The mail server refuses a recipient; the others have the mail");
  }
}
