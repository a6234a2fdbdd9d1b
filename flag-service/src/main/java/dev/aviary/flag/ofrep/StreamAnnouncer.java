package dev.aviary.flag.ofrep;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.flag.registry.Registry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells all streams of every state that the flags come into: by a change, which can be read when it
 * is told, or by time alone.
 */
@Singleton
final class StreamAnnouncer {
  /** The longest pause. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** In a millisecond. */
  private static final long NANOS = 1_000_000;

  private final Editions editions;
  private final EventStreams streams;
  private final StreamSettings settings;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private @Nullable StreamEvent told;

  /** When all were told last of what time alone had done. */
  private long timed;

  private long beaten = System.nanoTime();

  StreamAnnouncer(
      Editions editions,
      EventStreams streams,
      StreamSettings settings,
      Registry registry,
      InstantSource clock,
      BackgroundLoops loops) {
    this.loop = loops.make("streams", this::pause, this::round);
    this.editions = editions;
    this.streams = streams;
    this.settings = settings;
    this.clock = clock;
    this.timed = System.nanoTime() - settings.timed().toNanos();
    registry.listen(_ -> loop.wake());
  }

  @EventListener
  void start(StartupEvent event) {
    told = streams.present().orElse(null);
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent event) {
    loop.close();
    streams.end();
  }

  private void round() {
    streams.present().ifPresent(this::tell);
    beat();
  }

  /** Until something may be due. */
  private Duration pause() {
    long held = Math.ceilDiv(untilTimed(), NANOS);
    long due = held > 0 ? held : untilBoundary();
    return Duration.ofMillis(Math.clamp(due, 1L, settings.heartbeat().toMillis() / 4));
  }

  private long untilBoundary() {
    return editions
        .current()
        .map(edition -> edition.rules().untilBoundary(clock.millis(), LONGEST))
        .orElse(LONGEST)
        .toMillis();
  }

  private void tell(StreamEvent event) {
    StreamEvent before = told;
    if (before != null && event.id().equals(before.id())) {
      return;
    }
    boolean byTime = before != null && event.tag().equals(before.tag());
    if (byTime && untilTimed() > 0) {
      return;
    }
    told = event;
    if (byTime) {
      timed = System.nanoTime();
    }
    streams.tell(event);
  }

  private void beat() {
    long now = System.nanoTime();
    if (now - beaten >= settings.heartbeat().toNanos()) {
      beaten = now;
      streams.beat();
    }
  }

  /** Nanoseconds until time alone may cause an event again. */
  private long untilTimed() {
    return timed + settings.timed().toNanos() - System.nanoTime();
  }
}
