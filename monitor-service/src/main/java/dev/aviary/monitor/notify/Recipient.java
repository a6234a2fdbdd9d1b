package dev.aviary.monitor.notify;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.loop.Backoff;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the timeline to one listener, in its order. What waits for it is held by Redis in the
 * listener's own consumer group: also over a restart, and from the listener's first day on. Of one
 * thread, but for {@link #standing()}.
 */
final class Recipient {
  /** How often the timeline is looked at. */
  static final Duration LOOK = Duration.ofSeconds(2);

  /** A message that failed and is older than this is given up, so that those after it come. */
  static final Duration GIVEN_UP = Duration.ofHours(24);

  static final String DROPPED = "listener-message-dropped";

  private static final Logger LOG = LoggerFactory.getLogger(Recipient.class);
  private static final Backoff FAILURES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
  private static final String MONITOR = "monitor";

  private final Listener listener;
  private final EventReader reader;
  private final Messages messages;
  private final ListenerClient client;
  private final EventLog events;
  private final InstantSource clock;
  private final RandomGenerator random = new Random();
  private volatile Standing standing = Standing.NEW;
  private int failures;
  private long nextAt = System.nanoTime();
  private final AtomicReference<@Nullable Message> urgent = new AtomicReference<>();
  private volatile boolean ending;

  Recipient(
      Listener listener,
      EventReader reader,
      Messages messages,
      ListenerClient client,
      EventLog events,
      InstantSource clock) {
    this.listener = listener;
    this.reader = reader;
    this.messages = messages;
    this.client = client;
    this.events = events;
    this.clock = clock;
  }

  /**
   * How a listener stands.
   *
   * @param waiting how many messages wait for it, up to 500
   * @param oldest since when the oldest does; null: none waits
   * @param reason why the last one was not taken; null: it was
   * @param refusedSince since when it refuses for good what it is sent; null: it does not
   */
  record Standing(
      int waiting,
      @Nullable Instant oldest,
      @Nullable String reason,
      @Nullable Instant refusedSince) {
    static final Standing NEW = new Standing(0, null, null, null);

    Standing waits(List<Entry> open) {
      return new Standing(
          open.size(), open.isEmpty() ? null : open.getFirst().since(), reason, refusedSince);
    }

    Standing took() {
      return new Standing(waiting, oldest, null, null);
    }

    Standing failed(String why) {
      return new Standing(waiting, oldest, why, refusedSince);
    }

    Standing refused(String why, Instant now) {
      return new Standing(waiting, oldest, why, refusedSince == null ? now : refusedSince);
    }
  }

  Listener listener() {
    return listener;
  }

  Standing standing() {
    return standing;
  }

  /** Comes before all others, from memory; null takes back one that did not come yet. */
  void urgent(@Nullable Message message) {
    urgent.set(message);
  }

  /** Begins no other message. */
  void end() {
    ending = true;
  }

  /**
   * Brings what is due, oldest first, until one is not taken.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: the rest is brought later
   */
  void round() throws InterruptedException {
    bringUrgent();
    List<Entry> open = reader.open();
    standing = standing.waits(open);
    for (int next = 0; next < open.size() && !ending; next++) {
      if (System.nanoTime() - nextAt < 0 || !bring(open.get(next))) {
        return;
      }
      standing = standing.waits(open.subList(next + 1, open.size()));
    }
  }

  private void bringUrgent() throws InterruptedException {
    Message message = urgent.get();
    if (message == null || System.nanoTime() - nextAt < 0) {
      return;
    }
    if (client.post(listener, message) instanceof Refusal<Message> no && no.isForNow()) {
      pause(message.id(), no);
    } else {
      urgent.compareAndSet(message, null);
    }
  }

  /** Whether the next one may come. */
  private boolean bring(Entry entry) throws InterruptedException {
    Message message = messages.of(entry).orElse(null);
    Result<Message> result = message == null ? null : client.post(listener, message);
    switch (result) {
      case null -> reader.done(entry);
      case Done<Message> _ -> {
        failures = 0;
        standing = standing.took();
        reader.done(entry);
        LOG.atInfo()
            .addKeyValue("listener", listener.name())
            .addKeyValue("message", entry.entry())
            .log("Sent a message to a listener");
      }
      case Refusal<Message> later when later.isForNow() -> {
        return failed(entry, later);
      }
      case Refusal<Message> no -> refused(entry, no.reason());
    }
    return true;
  }

  /** The event is first: a monitor that ends in between tells it once more, and loses nothing. */
  private void refused(Entry entry, String reason) {
    failures = 0;
    if (standing.refusedSince() == null) {
      tell(
          ActionNeeded.LISTENER_REFUSED,
          "the listener refuses the message, which is not sent again: look at its address"
              + " in AVIARY_LISTENERS. Its words: "
              + reason);
    }
    standing = standing.refused(reason, clock.instant());
    reader.done(entry);
    LOG.atError()
        .addKeyValue("listener", listener.name())
        .addKeyValue("message", entry.entry())
        .addKeyValue("reason", reason)
        .log("Set a message aside: its listener refuses it for good");
  }

  private boolean failed(Entry entry, Refusal<Message> later) {
    standing = standing.failed(later.reason());
    if (entry.since().plus(GIVEN_UP).isBefore(clock.instant())) {
      tell(
          DROPPED,
          "message %s could not be sent for %d h and is given up: %s"
              .formatted(entry.entry(), GIVEN_UP.toHours(), later.reason()));
      reader.done(entry);
      return true;
    }
    pause(entry.entry(), later);
    return false;
  }

  private void pause(String message, Refusal<Message> later) {
    failures++;
    Duration pause = later.after(FAILURES.after(failures, random));
    nextAt = System.nanoTime() + pause.toNanos();
    LOG.atWarn()
        .addKeyValue("listener", listener.name())
        .addKeyValue("message", message)
        .addKeyValue("reason", later.reason())
        .addKeyValue("again_in", pause)
        .log("Could not send a message to a listener; it waits");
  }

  private void tell(String what, String why) {
    events.append(new Event(clock.instant(), MONITOR, what, null, listener.name(), why));
  }
}
