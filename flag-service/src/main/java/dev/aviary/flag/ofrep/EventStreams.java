package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.registry.Registry;
import dev.aviary.flag.release.Asker;
import dev.aviary.flag.release.Askers;
import dev.aviary.flag.release.ReaderSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams, and the thread that tells them of every state that the flags come into: by a
 * change, which can be read when it is told, or by time alone.
 */
@Singleton
final class EventStreams {
  /** The longest pause of the thread. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Editions editions;
  private final StreamSettings settings;
  private final Askers askers;
  private final boolean anonymous;
  private final InstantSource clock;
  private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();

  /** How many each listener has open. */
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  private final Semaphore changed = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().daemon().name("streams").unstarted(this::run);
  private volatile String told = "";
  private long heartbeat = System.nanoTime();
  private long timed;

  EventStreams(
      Editions editions,
      Registry registry,
      StreamSettings settings,
      Askers askers,
      ReaderSettings readers,
      MeterRegistry meters,
      InstantSource clock) {
    this.editions = editions;
    this.settings = settings;
    this.askers = askers;
    this.anonymous = readers.anonymous();
    this.clock = clock;
    registry.listen(this::published);
    meters.gaugeCollectionSize("aviary.ofrep.streams", List.of(), clients);
  }

  @EventListener
  void start(StartupEvent event) {
    told = current().id();
    thread.start();
  }

  @EventListener
  void stop(ShutdownEvent event) {
    thread.interrupt();
  }

  /** The member {@code eventStreams} of a bulk evaluation; empty for whom no URL can be made. */
  ArrayNode announce(Asker asker) {
    if (anonymous) {
      return announce(StreamController.PATH);
    }
    return askers
        .listenerId(asker)
        .map(id -> announce(StreamController.PATH + "?" + StreamController.CLIENT + "=" + id))
        .orElseGet(() -> new ArrayNode(List.of()));
  }

  private ArrayNode announce(String path) {
    ObjectNode type = ObjectNode.EMPTY.with("type", new Json.Text("sse"));
    return new ArrayNode(
        List.of(
            settings
                .origin()
                .map(origin -> type.with("url", new Json.Text(origin + path)))
                .orElseGet(() ->
                    type.with(
                        "endpoint", ObjectNode.EMPTY.with("requestUri", new Json.Text(path))))));
  }

  boolean full() {
    return clients.size() >= settings.most();
  }

  /** Whether one listener has as many as one may have. */
  boolean full(@Nullable String listener) {
    return listener != null && open.getOrDefault(listener, 0) >= settings.each();
  }

  /**
   * Begins a stream, which ends at once when the listener has too many. Who has not seen the
   * present state, or does not say so, is told of it at once: it may have evaluated before the last
   * change, and connected after it.
   *
   * @param listener tells listeners apart; null: this one cannot be told from others
   * @param last the id of the last event that the client has seen, or null
   */
  void open(
      Subscriber<? super byte[]> subscriber, @Nullable String listener, @Nullable String last) {
    StreamClient client =
        new StreamClient(
            subscriber, StreamEvent.beginning(settings.retry()), gone -> left(gone, listener));
    clients.add(client);
    int mine = listener == null ? 0 : open.merge(listener, 1, Integer::sum);
    subscriber.onSubscribe(client);
    if (mine > settings.each()) {
      client.end();
      return;
    }
    // Read after it was added: what happens from now on is told by the thread.
    StreamEvent event = current();
    if (!event.id().equals(last)) {
      client.send(event.bytes(), System.nanoTime());
    }
  }

  private void left(StreamClient client, @Nullable String listener) {
    if (clients.remove(client) && listener != null) {
      open.computeIfPresent(listener, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private void published(Ruleset rules) {
    changed.release();
  }

  private StreamEvent current() {
    return StreamEvent.of(editions.current(), clock.millis());
  }

  private void run() {
    try {
      while (true) {
        changed.tryAcquire(pause(), TimeUnit.MILLISECONDS);
        changed.drainPermits();
        round();
      }
    } catch (InterruptedException stopped) {
      clients.forEach(StreamClient::end);
    }
  }

  /** What goes wrong with one state or one client must not end the streams of all. */
  private void round() {
    try {
      tell();
      beat();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Failed to tell clients of the flags");
    }
  }

  /** Until something may be due. */
  private long pause() {
    Duration boundary = editions.current().rules().untilBoundary(clock.millis(), LONGEST);
    long due = Math.max(boundary.toMillis(), settings.timed().toMillis() - sinceTimed());
    return Math.max(1, Math.min(due, settings.heartbeat().toMillis() / 4));
  }

  private void tell() {
    StreamEvent event = current();
    String before = told;
    if (event.id().equals(before)) {
      return;
    }
    boolean byTime = edition(event.id()).equals(edition(before));
    if (byTime && sinceTimed() < settings.timed().toMillis()) {
      return;
    }
    timed = System.nanoTime();
    told = event.id();
    clients.forEach(client -> client.send(event.bytes(), System.nanoTime()));
  }

  private void beat() {
    long now = System.nanoTime();
    if (now - heartbeat >= settings.heartbeat().toNanos()) {
      heartbeat = now;
      clients.forEach(client -> client.heartbeat(now));
      clients.stream()
          .filter(client -> client.stuck(now, settings.slow().toNanos()))
          .forEach(StreamClient::end);
    }
  }

  private long sinceTimed() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - timed);
  }

  private static String edition(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('.')));
  }
}
