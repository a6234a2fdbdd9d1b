package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisWritability;
import dev.aviary.contract.redis.RedisWritability.WriteStop;
import dev.aviary.monitor.lease.JudgeLease;
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
  private final JudgeLease judge;
  private final BackgroundLoop loop;
  private final AtomicReference<@Nullable WriteStop> toMail = new AtomicReference<>();
  private final AtomicReference<@Nullable Event> toRecord = new AtomicReference<>();
  private @Nullable Instant lastMailed;

  RefusedWrites(
      Instance instance,
      EventLog events,
      RedisWritability writability,
      JudgeLease judge,
      BackgroundLoops loops) {
    this.instance = instance;
    this.events = events;
    this.judge = judge;
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
  public void refused(WriteStop stop) {
    if (!judge.judges()) {
      return;
    }
    if (lastMailed == null || lastMailed.plus(QUIET).isBefore(stop.since())) {
      lastMailed = stop.since();
      toMail.set(stop);
    }
  }

  @Override
  public void over(WriteStop stop, Instant until) {
    if (!judge.judges()) {
      return;
    }
    String why =
        "%s: writes were refused from %s to %s".formatted(stop.why().told(), stop.since(), until);
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
    WriteStop stop = toMail.get();
    return stop == null ? List.of() : List.of(mail(stop));
  }

  @Override
  public long size() {
    return toMail.get() == null ? 0 : 1;
  }

  private DueMail mail(WriteStop stop) {
    String id = "redis-writes-" + stop.since().toEpochMilli();
    return new DueMail(
        id,
        stop.since(),
        false,
        () -> Optional.of(letter(id, stop)),
        () -> toMail.compareAndSet(stop, null));
  }

  private Letter letter(String id, WriteStop stop) {
    String text =
        """
        %s, and refuses writes since %s.

        Traffic goes on. Until it takes writes again nothing can be deployed, promoted or switched,
        and alerts are neither recorded nor mailed.

        What to do: %s.
        """
            .formatted(stop.why().told(), CulpritFacts.time(stop.since()), stop.why().cure());
    return new Letter(
        id + "@" + instance.name() + ".aviary",
        "[%s] %s".formatted(instance.name(), stop.why().told()),
        text);
  }
}
