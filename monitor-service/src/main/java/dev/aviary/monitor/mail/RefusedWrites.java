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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells that Redis refuses writes: by a mail that waits in memory, because the outbox lies in
 * Redis; and on the timeline once Redis takes writes again. At most one mail an hour, since a Redis
 * at its limit may refuse and take in turn.
 */
@Singleton
final class RefusedWrites implements MailSource, RedisWritability.Listener {
  static final String EVENT = "redis-refused-writes";

  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration QUIET = Duration.ofHours(1);

  private final Instance instance;
  private final EventLog events;
  private final BackgroundLoop loop;
  private final AtomicReference<@Nullable Refusal> toMail = new AtomicReference<>();
  private final AtomicReference<@Nullable Event> toRecord = new AtomicReference<>();
  private @Nullable Instant lastMailed;

  RefusedWrites(
      Instance instance, EventLog events, RedisWritability writability, BackgroundLoops loops) {
    this.instance = instance;
    this.events = events;
    this.loop = loops.make("refused-writes", IDLE, this::record);
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
    if (lastMailed == null || lastMailed.plus(QUIET).isBefore(refusal.since())) {
      lastMailed = refusal.since();
      toMail.set(refusal);
    }
  }

  @Override
  public void over(Refusal refusal, Instant until) {
    String why =
        "%s: writes were refused from %s to %s"
            .formatted(refusal.why().told(), refusal.since(), until);
    toRecord.set(new Event(until, "monitor", EVENT, null, null, why));
    loop.wake();
  }

  /** Until Redis takes it. */
  private void record() {
    Event event = toRecord.get();
    if (event != null) {
      events.append(event);
      toRecord.compareAndSet(event, null);
    }
  }

  @Override
  public List<DueMail> oldest(int most) {
    Refusal refusal = toMail.get();
    return refusal == null ? List.of() : List.of(mail(refusal));
  }

  @Override
  public long size() {
    return toMail.get() == null ? 0 : 1;
  }

  private DueMail mail(Refusal refusal) {
    String id = "redis-writes-" + refusal.since().toEpochMilli();
    return new DueMail(
        id,
        refusal.since(),
        false,
        () -> Optional.of(letter(id, refusal)),
        () -> toMail.compareAndSet(refusal, null));
  }

  private Letter letter(String id, Refusal refusal) {
    String text =
        """
        %s, and refuses writes since %s.

        Traffic goes on. Until it takes writes again nothing can be deployed, promoted or switched,
        and alerts are neither recorded nor mailed.

        What to do: %s.
        """
            .formatted(refusal.why().told(), Facts.time(refusal.since()), refusal.why().cure());
    return new Letter(
        id + "@" + instance.name() + ".aviary",
        "[%s] %s".formatted(instance.name(), refusal.why().told()),
        text);
  }
}
