package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.balancer.route.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request was and may still be sent. Every choice reads the table as it is at that moment
 * and counts the request in the same step, so that a retry never goes where a new request may not.
 */
final class Attempts {
  /** A request is sent to this many places at most. */
  private static final int MOST = 3;

  private final Worker worker;
  private final Entrance entrance;
  private final String host;
  private final List<Backend> tried = new ArrayList<>(0);
  private int count;
  private @Nullable LiveApp app;
  private @Nullable Place place;

  Attempts(Worker worker, Entrance entrance, String host) {
    this.worker = worker;
    this.entrance = entrance;
    this.host = host;
  }

  /** The app that is meant; null when there is none. */
  @Nullable LiveApp route() {
    app = entrance.route(worker.table().get(), host);
    return app;
  }

  @Nullable Place first(LiveApp routed) {
    return enter(entrance.choose(routed, worker.random(), System.nanoTime()));
  }

  /** Whether only a new connection will do. */
  boolean fresh() {
    return count > 1;
  }

  /** The place did not take a connection. */
  void connectFailed() {
    if (place != null) {
      place.backend().shun(System.nanoTime());
      place.meter().connectFailed();
    }
  }

  /** Another place; null when there is none, or enough were tried. */
  @Nullable Place elsewhere() {
    if (place != null) {
      tried.add(place.backend());
    }
    leave();
    app = entrance.route(worker.table().get(), host);
    if (app == null || count >= MOST) {
      return null;
    }
    return enter(entrance.chooseOther(app, worker.random(), System.nanoTime(), tried));
  }

  /** The same place by a new connection, if it is still routed to; else another one. */
  @Nullable Place againOrElsewhere() {
    LiveTable table = worker.table().get();
    if (place != null && count < MOST && entrance.leads(table, place)) {
      count++;
      return place;
    }
    return elsewhere();
  }

  Refusal nobody() {
    return app == null ? Refusals.UNKNOWN_HOST : entrance.nobody(app);
  }

  /** The request ended, however it did. */
  void end(int status, long startedAt) {
    if (place != null) {
      place.meter().answered(status, System.nanoTime() - startedAt);
    }
    leave();
  }

  private @Nullable Place enter(@Nullable Place chosen) {
    place = chosen;
    if (chosen != null) {
      count++;
      chosen.backend().enter();
      chosen.meter().began();
    }
    return chosen;
  }

  private void leave() {
    if (place != null) {
      place.backend().leave();
      place.meter().ended();
      place = null;
    }
  }
}
