package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisWritability;
import dev.aviary.contract.redis.RedisWritability.Refusal;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails that Redis refuses writes, past the outbox, which lies in Redis; and adds to the timeline
 * that it did once it takes writes again. At most one mail an hour: a Redis at its limit may refuse
 * and take in turn.
 */
@Singleton
final class RefusedWrites implements RedisWritability.Listener {
  static final String EVENT = "redis-refused-writes";

  private static final Logger LOG = LoggerFactory.getLogger(RefusedWrites.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration QUIET = Duration.ofHours(1);

  private final Instance instance;
  private final MailSettings settings;
  private final Delivery delivery;
  private final EventLog events;
  private final BackgroundLoop loop;
  private final AtomicReference<@Nullable Refusal> toMail = new AtomicReference<>();
  private final AtomicReference<@Nullable Event> toRecord = new AtomicReference<>();
  private @Nullable Instant mailed;
  private boolean failing;

  RefusedWrites(
      Instance instance,
      MailSettings settings,
      MailServer server,
      EventLog events,
      RedisWritability writability,
      BackgroundLoops loops) {
    this.instance = instance;
    this.settings = settings;
    // Of its own: which recipients have the letter is another matter than in the outbox.
    this.delivery = new Delivery(settings, server);
    this.events = events;
    this.loop = loops.make("refused-writes", this::pause, this::round);
    writability.listen(this);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  @Override
  public void refused(Refusal refusal) {
    toMail.set(refusal);
    loop.wake();
  }

  @Override
  public void over(Refusal refusal, Instant until) {
    toMail.set(null);
    String why =
        "%s: writes were refused from %s to %s"
            .formatted(refusal.why().told(), refusal.since(), until);
    toRecord.set(new Event(until, "monitor", EVENT, null, null, why));
    loop.wake();
  }

  private Duration pause() {
    return toMail.get() == null && toRecord.get() == null ? IDLE : AGAIN;
  }

  private void round() {
    Event event = toRecord.get();
    if (event != null) {
      events.append(event);
      toRecord.compareAndSet(event, null);
    }
    Refusal refusal = toMail.get();
    if (refusal != null && (!settings.complete() || recently(refusal) || sent(refusal))) {
      toMail.compareAndSet(refusal, null);
    }
  }

  private boolean recently(Refusal refusal) {
    return mailed != null && mailed.plus(QUIET).isAfter(refusal.since());
  }

  private boolean sent(Refusal refusal) {
    try {
      delivery.bring(letter(refusal));
      mailed = refusal.since();
      failing = false;
      LOG.atInfo().addKeyValue("why", refusal.why().told()).log("Mailed that Redis refuses writes");
      return true;
    } catch (MailException e) {
      if (!failing) {
        LOG.atError()
            .addKeyValue("server", settings)
            .addKeyValue("reason", Failures.reason(e))
            .log("Could not mail that Redis refuses writes; tries again");
      }
      failing = true;
      return false;
    }
  }

  private Letter letter(Refusal refusal) {
    String id = "redis-%d@%s.aviary".formatted(refusal.since().toEpochMilli(), instance.name());
    String text =
        """
        %s, and refuses writes since %s.

        Traffic goes on. Nothing can be deployed, promoted or switched until it takes writes again,
        and alerts are neither recorded nor mailed.

        What to do: %s.
        """
            .formatted(refusal.why().told(), Facts.time(refusal.since()), refusal.why().cure());
    return new Letter(id, "[%s] %s".formatted(instance.name(), refusal.why().told()), text);
  }
}
