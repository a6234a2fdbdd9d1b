package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Halt;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.balancer.route.Place;
import dev.aviary.balancer.route.RetryBudget;
import dev.aviary.balancer.route.TrackChoice;
import dev.aviary.contract.app.Slot;
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
  private final RequestHead head;
  private final String host;
  private final List<Backend> tried = new ArrayList<>(0);
  private int count;
  private TrackChoice track = TrackChoice.STABLE;
  private @Nullable LiveApp app;
  private @Nullable Place place;
  private @Nullable RetryBudget retrying;

  Attempts(Worker worker, Entrance entrance, RequestHead head) {
    this.worker = worker;
    this.entrance = entrance;
    this.head = head;
    this.host = head.host();
  }

  /** The app that is meant; null when there is none. */
  @Nullable LiveApp route() {
    app = entrance.route(worker.table().get(), host);
    return app;
  }

  /** What keeps the request from being answered at the moment; null: nothing does. */
  @Nullable Halt halt(LiveApp routed) {
    return entrance.halt(routed);
  }

  @Nullable Place first(LiveApp routed) {
    track = entrance.track(routed, head.request().headers());
    return enter(entrance.choose(routed, track.track(), worker.random(), System.nanoTime()));
  }

  /** What the answer must set so that the visitor stays on the track; null: nothing. */
  @Nullable String setCookie() {
    return track.setCookie();
  }

  /** Whether only a new connection will do. */
  boolean fresh() {
    return count > 1;
  }

  /** The place did not take a connection: another one; null when there is none. */
  @Nullable Place afterRefusal() {
    if (place == null) {
      return null;
    }
    place.meter().connectFailed();
    if (app != null && entrance.observed()) {
      app.refused(place, System.nanoTime());
    }
    // Stable does for a canary that is not there what it would do without one: no load is doubled.
    return elsewhere(place.slot() == Slot.CANARY);
  }

  /**
   * The place hung up before its answer: another one, or the same by a new connection when it hung
   * up on one that had been idle; null when there is none.
   */
  @Nullable Place afterHangUp(boolean reused) {
    LiveTable table = worker.table().get();
    if (!reused) {
      failed();
    } else if (place != null && count < MOST && entrance.leads(table, place) && mayRetry()) {
      count++;
      return place;
    }
    return elsewhere(false);
  }

  private @Nullable Place elsewhere(boolean free) {
    if (place != null) {
      tried.add(place.backend());
    }
    leave();
    app = entrance.route(worker.table().get(), host);
    if (app == null || count >= MOST || (!free && !mayRetry())) {
      return null;
    }
    return enter(entrance.chooseOther(app, worker.random(), System.nanoTime(), tried));
  }

  private boolean mayRetry() {
    if (retrying == null && app != null && app.retries().begin(app.active())) {
      retrying = app.retries();
    }
    return retrying != null;
  }

  Refusal nobody() {
    return app == null ? Refusals.UNKNOWN_HOST : entrance.nobody(app);
  }

  /**
   * The request ended, however it did.
   *
   * @param status what the client got; 0 when it left before
   * @param byBackend the status is the backend's own
   * @param took nanoseconds from the request's head to the answer's end
   */
  void end(int status, boolean byBackend, long took) {
    if (place != null) {
      place.meter().answered(status, took);
      if (status >= 500) {
        failed();
      } else if (byBackend && status > 0 && app != null && entrance.observed()) {
        app.succeeded(place);
      }
    }
    leave();
    if (retrying != null) {
      retrying.end();
      retrying = null;
    }
  }

  private void failed() {
    if (place != null && app != null && entrance.observed()) {
      app.failed(place, System.nanoTime());
    }
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
