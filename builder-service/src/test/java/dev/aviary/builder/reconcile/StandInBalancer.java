package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import dev.aviary.contract.telemetry.RoutedUrl;
import io.lettuce.core.RedisException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A balancer that routes nothing, but says what one says: applied revision and what is in flight.
 */
final class StandInBalancer implements AutoCloseable {
  private final ControlReader control;
  private final BalancerStore store;
  private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean frozen;
  private Revision applied = Revision.NONE;
  private List<RoutedUrl> urls = List.of();

  StandInBalancer(ControlReader control, BalancerStore store) {
    this.control = control;
    this.store = store;
    thread.start();
  }

  /** Takes up no new revision from now on, but goes on to beat. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
  }

  void inFlight(String container, int requests) {
    inFlight.put(container, requests);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (true) {
        beat();
        Thread.sleep(20);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      if (!frozen) {
        var state = control.read();
        applied = state.revision();
        urls =
            state.apps().values().stream()
                .filter(app -> app.slots() != null)
                .flatMap(app -> Stream.of(Slot.values()).map(slot -> app.slots().in(slot)))
                .flatMap(occupancy -> Stream.ofNullable(occupancy.serving()))
                .map(member ->
                    new RoutedUrl(
                        "app",
                        "slot",
                        member.release(),
                        "http://" + member.host() + ":" + member.port(),
                        0))
                .toList();
      }
      store.beat(new Heartbeat("stand-in", Instant.now(), applied, Map.copyOf(inFlight), urls));
    } catch (RedisException away) {
      // A balancer goes on without Redis, and so does this one.
    }
  }
}
