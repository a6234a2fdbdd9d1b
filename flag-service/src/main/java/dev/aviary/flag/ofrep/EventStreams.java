package dev.aviary.flag.ofrep;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams that are open, and how many there may be. */
@Singleton
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Editions editions;
  private final StreamSettings settings;
  private final InstantSource clock;
  private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();

  /** How many each listener has open. */
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  EventStreams(
      Editions editions, StreamSettings settings, MeterRegistry meters, InstantSource clock) {
    this.editions = editions;
    this.settings = settings;
    this.clock = clock;
    meters.gaugeCollectionSize("aviary.ofrep.streams", List.of(), clients);
  }

  boolean full() {
    return clients.size() >= settings.most();
  }

  /** Whether one listener has as many as one may have. */
  boolean full(@Nullable String listener) {
    return listener != null && open.getOrDefault(listener, 0) >= settings.each();
  }

  /**
   * Begins a stream, which ends at once when there are too many, of all or of the listener: others
   * may have come since it was asked whether there is room. Who has not seen the present state, or
   * does not say so, is told of it at once: it may have evaluated before the last change, and
   * connected after it. Before any flag is known a stream is silent, because who evaluated then
   * would be refused.
   *
   * @param connection on which the client is sent what it is told
   * @param listener tells listeners apart; null: this one cannot be told from others
   * @param last the id of the last event that the client has seen, or null
   */
  void open(
      Subscriber<? super byte[]> subscriber,
      StreamConnection connection,
      @Nullable String listener,
      @Nullable String last) {
    StreamClient client =
        new StreamClient(
            subscriber,
            connection,
            StreamEvent.beginning(settings.retry()),
            gone -> left(gone, listener));
    boolean room = add(client, listener);
    subscriber.onSubscribe(client);
    if (!room) {
      client.end();
      return;
    }
    // Read after it was added: what happens from now on is told to all.
    present()
        .filter(event -> !event.id().equals(last))
        .ifPresent(event -> client.send(event.bytes(), System.nanoTime()));
  }

  /** Tells of the state that the flags are in; nothing before any flag is known. */
  Optional<StreamEvent> present() {
    return editions.current().map(edition -> StreamEvent.of(edition, clock.millis()));
  }

  void tell(StreamEvent event) {
    each(client -> client.send(event.bytes(), System.nanoTime()));
    shed();
  }

  /** Shows that quiet streams live, and closes those whose client reads nothing. */
  void beat() {
    long now = System.nanoTime();
    each(client -> {
      client.heartbeat(now);
      if (client.stuck(now, settings.slow().toNanos())) {
        client.cut();
      }
    });
    shed();
  }

  /** Bytes that lie in memory for all clients. */
  long held() {
    return clients.stream().mapToLong(StreamClient::held).sum();
  }

  /** Cuts off those for whom most is held, until it is no more than may be held for all. */
  private void shed() {
    long over = held() - settings.held();
    if (over <= 0) {
      return;
    }
    record Held(StreamClient client, long bytes) {}
    List<Held> slowest =
        clients.stream()
            .map(client -> new Held(client, client.held()))
            .sorted(Comparator.comparingLong(Held::bytes).reversed())
            .toList();
    int cut = 0;
    for (Held each : slowest) {
      if (over <= 0) {
        break;
      }
      each.client().cut();
      over -= each.bytes();
      cut++;
    }
    LOG.atWarn().addKeyValue("clients", cut).log("Closed the event streams that read most slowly");
  }

  void end() {
    each(StreamClient::end);
  }

  /** What goes wrong with one client ends its own stream only. */
  private void each(Consumer<StreamClient> what) {
    clients.forEach(client -> {
      try {
        what.accept(client);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("Closed an event stream after an unexpected exception");
        client.end();
      }
    });
  }

  /**
   * Whether there was room. It is looked at afterwards, so that of two who come at once one sees
   * the other.
   */
  private boolean add(StreamClient client, @Nullable String listener) {
    clients.add(client);
    int mine = listener == null ? 0 : open.merge(listener, 1, Integer::sum);
    return clients.size() <= settings.most() && mine <= settings.each();
  }

  private void left(StreamClient client, @Nullable String listener) {
    if (clients.remove(client) && listener != null) {
      open.computeIfPresent(listener, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
