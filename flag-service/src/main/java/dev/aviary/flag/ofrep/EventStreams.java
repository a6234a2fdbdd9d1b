package dev.aviary.flag.ofrep;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/** The streams that are open, and how many there may be. */
@Singleton
final class EventStreams {
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
    // Read after it was added: what happens from now on is told to all.
    StreamEvent event = present();
    if (!event.id().equals(last)) {
      client.send(event.bytes(), System.nanoTime());
    }
  }

  /** Tells of the state that the flags are in. */
  StreamEvent present() {
    return StreamEvent.of(editions.current(), clock.millis());
  }

  void tell(StreamEvent event) {
    clients.forEach(client -> client.send(event.bytes(), System.nanoTime()));
  }

  /** Shows that quiet streams live, and cuts off whoever takes nothing. */
  void beat() {
    long now = System.nanoTime();
    clients.forEach(client -> {
      client.heartbeat(now);
      if (client.stuck(now, settings.slow().toNanos())) {
        client.end();
      }
    });
  }

  void end() {
    clients.forEach(StreamClient::end);
  }

  private void left(StreamClient client, @Nullable String listener) {
    if (clients.remove(client) && listener != null) {
      open.computeIfPresent(listener, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
