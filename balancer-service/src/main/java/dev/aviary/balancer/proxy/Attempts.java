package dev.aviary.balancer.proxy;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Halt;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.Place;
import dev.aviary.balancer.route.RetryBudget;
import dev.aviary.balancer.route.TrackChoice;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request was and may still be sent: once, and once more elsewhere when that failed.
 * Every choice reads the table as it is at that moment and counts the request in the same step, so
 * that a second attempt never goes where a new request may not.
 */
final class Attempts {
  private static final int LEFT = 0;
  private static final int SWITCHED = 101;
  private static final int TIMED_OUT = 504;

  private final Worker worker;
  private final Entrance entrance;
  private final RequestHead head;
  private final String host;
  private final List<Backend> tried = new ArrayList<>(0);
  private TrackChoice track = TrackChoice.STABLE;
  private @Nullable LiveApp app;
  private @Nullable Place place;
  private @Nullable RetryBudget retrying;
  private boolean told;
  private boolean full;

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
    return enter(routed, entrance.choose(routed, track.track(), worker.random(), worker.now()));
  }

  /** What the answer must set so that the visitor stays on the track; null: nothing. */
  @Nullable String setCookie() {
    return track.setCookie();
  }

  /** Whether only a new connection will do: an old one would be a third attempt if it failed. */
  boolean fresh() {
    return retrying != null;
  }

  /**
   * There is no connection to the place: another one; null when there is none.
   *
   * @param byPlace it took none; else this process can make none
   */
  @Nullable Place afterRefusal(boolean byPlace) {
    if (place == null) {
      return null;
    }
    if (byPlace) {
      place.meter().connectFailed();
    }
    if (byPlace && app != null && entrance.observed()) {
      app.refused(place, System.nanoTime());
      place.meter().attempted(true);
    }
    told = true;
    // Stable does for a canary that is not there what it would do without one: that is no retry.
    return place.slot() == Slot.CANARY || mayRetry() ? elsewhere() : null;
  }

  /**
   * The place hung up before its answer: another one; null when there is none. A canary that hung
   * up on a connection which had been idle is asked once more, so that its share stays true, and so
   * is a place beside which there is no other.
   */
  @Nullable Place afterHangUp(boolean reused) {
    if (!reused) {
      broke();
    }
    if (place == null || !mayRetry()) {
      return null;
    }
    boolean again = reused && entrance.leads(worker.table().get(), place);
    Place other = again && place.slot() == Slot.CANARY ? null : elsewhere();
    return other == null && again ? place : other;
  }

  private @Nullable Place elsewhere() {
    LiveApp now = entrance.route(worker.table().get(), host);
    if (place == null || now == null) {
      return null;
    }
    tried.add(place.backend());
    return enter(now, entrance.chooseOther(now, worker.random(), System.nanoTime(), tried));
  }

  /** A retry that failed is not retried (RFC 9110, 9.2.2). */
  private boolean mayRetry() {
    if (retrying != null || app == null || !app.retries().begin(app.active())) {
      return false;
    }
    retrying = app.retries();
    return true;
  }

  /** What to answer where no app is meant. */
  Refusal unrouted() {
    return worker.table().get().isEmpty() ? Refusals.NO_ROUTES : Refusals.UNKNOWN_HOST;
  }

  /** What to answer where no place takes a connection: after a reboot none has done so yet. */
  Refusal unreachable() {
    Refusal own = entrance.unreachable();
    if (own != null) {
      return own;
    }
    boolean begun = place != null && place.backend().wasUp();
    return begun || tried.stream().anyMatch(Backend::wasUp)
        ? Refusals.UNREACHABLE
        : Refusals.STARTING;
  }

  Refusal nobody() {
    if (app == null) {
      return unrouted();
    }
    return full ? Refusals.TOO_BUSY : entrance.nobody(app);
  }

  /**
   * The request ended, however it did. Where no place was left to answer it, it counts as an answer
   * of the last one that was asked.
   *
   * @param status what the client got; 0 when it left before
   * @param own the status of the place's own answer; 0 when none began
   * @param took nanoseconds from the request's head to the answer's end
   * @param here the same from when this place was chosen
   */
  void end(int status, int own, long took, long here) {
    if (place != null) {
      place.meter().answered(status, took);
      if (entrance.observed() && !told) {
        count(place.meter(), status, own, here);
      }
      if (status >= 500) {
        failed();
      } else if (own > 0 && status > 0 && app != null && entrance.observed()) {
        app.succeeded(place);
      }
    }
    leave();
    if (retrying != null) {
      retrying.end();
      retrying = null;
    }
  }

  /**
   * The place switched protocols: that was its answer, whatever becomes of the tunnel.
   *
   * @param here nanoseconds since it was chosen
   */
  void switched(long here) {
    if (place != null && entrance.observed()) {
      count(place.meter(), SWITCHED, SWITCHED, here);
    }
    told = true;
  }

  /** The table of all ends is in docs/http-rules.md. */
  private static void count(SlotMeter meter, int status, int own, long here) {
    boolean failed = status >= 500 || own >= 500;
    if (failed || own > 0) {
      meter.attempted(failed);
    }
    if (own > 0 || status == LEFT || status == TIMED_OUT) {
      meter.waited(here);
    }
  }

  /** The place hung up without an answer, on a connection that had not been idle. */
  private void broke() {
    if (!told && place != null && entrance.observed()) {
      place.meter().attempted(true);
    }
    failed();
  }

  /** Says so once of each place: what ends a request may be what was known before. */
  private void failed() {
    if (!told && place != null && app != null && entrance.observed()) {
      app.failed(place, System.nanoTime());
    }
    told = true;
  }

  /** Goes to the place, or to another one where that has all the connections that it may have. */
  private @Nullable Place enter(LiveApp at, @Nullable Place chosen) {
    int most = worker.settings().backends().connections();
    Place next = chosen;
    while (next != null && !next.backend().enter(most)) {
      full = true;
      tried.add(next.backend());
      next = entrance.chooseOther(at, worker.random(), System.nanoTime(), tried);
    }
    if (next != null) {
      leave();
      app = at;
      place = next;
      told = false;
      next.meter().began();
    }
    return next;
  }

  private void leave() {
    if (place != null) {
      place.backend().leave();
      place.meter().ended();
      place = null;
    }
  }
}
