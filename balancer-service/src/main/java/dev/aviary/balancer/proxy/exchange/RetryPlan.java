package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.RetryBudget;
import dev.aviary.balancer.route.TimedInterruption;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the endpoints of one request: the first one, and another one for a single retry. Each
 * choice reads the table in force and counts the request in the same step, so a retry goes only
 * where a new request may go.
 */
final class RetryPlan {
  private static final int LEFT = 0;
  private static final int SWITCHED = 101;
  private static final int TIMED_OUT = 504;

  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final RequestHead head;
  private final String host;
  private final String target;
  private final List<Backend> tried = new ArrayList<>(0);
  private TrackChoice track = TrackChoice.STABLE;
  private @Nullable LiveApp app;
  private @Nullable Endpoint endpoint;
  private @Nullable RetryBudget retrying;

  /** The end at the present endpoint is counted already. */
  private boolean counted;

  /** An endpoint had all the connections that it may have. */
  private boolean full;

  RetryPlan(ExchangeContext context, EntryPoint entryPoint, RequestHead head) {
    this.context = context;
    this.entryPoint = entryPoint;
    this.head = head;
    this.host = head.host();
    this.target = head.request().uri();
  }

  /** The app that is meant; null when there is none. */
  @Nullable LiveApp route() {
    app = entryPoint.route(context.table().get(), host, target);
    return app;
  }

  /** Why the host is not to be asked for on this connection; null: it may be. */
  @Nullable VisitorRefusal misdirected() {
    return entryPoint.misdirected(host);
  }

  /** What interrupts the app at the moment; null: nothing does. */
  @Nullable TimedInterruption interruption(LiveApp routed) {
    return entryPoint.interruption(routed);
  }

  /** The host that requests of this one are led to; null: it is answered. */
  @Nullable String redirect(LiveApp routed) {
    return entryPoint.redirect(routed, host);
  }

  /**
   * Chooses the track and the first endpoint; null when there is none.
   *
   * @param mayCanary whether the request may get the canary
   */
  @Nullable Endpoint first(LiveApp routed, boolean mayCanary) {
    track = mayCanary ? entryPoint.track(routed, head.request().headers()) : TrackChoice.STABLE;
    return enter(
        routed,
        entryPoint.choose(routed, track.track(), context.loop().random(), context.loop().now()));
  }

  /** Value of the {@code Set-Cookie} field that keeps the visitor on the track; null: none. */
  @Nullable String setCookie() {
    return track.setCookie();
  }

  /** Seconds for which browsers are to ask for the app by TLS alone; 0: nothing is said. */
  int strictTransport() {
    return app == null ? 0 : app.strictTransport();
  }

  /** Whether only a new connection will do: a stale one would need a third attempt. */
  boolean needsNewConnection() {
    return retrying != null;
  }

  /**
   * Chooses another endpoint after no connection was made; null when there is none.
   *
   * @param byBackend the backend took no connection; false: this process could make no socket
   */
  @Nullable Endpoint afterConnectFailure(boolean byBackend) {
    if (endpoint == null) {
      return null;
    }
    if (byBackend) {
      endpoint.meter().connectFailed();
    }
    if (byBackend && app != null && entryPoint.observed()) {
      app.refused(endpoint, System.nanoTime());
      endpoint.meter().attempted(true);
    }
    counted = true;
    // Stable answers for a canary that takes no connection: that uses no retry.
    return endpoint.slot() == Slot.CANARY || mayRetry() ? elsewhere() : null;
  }

  /**
   * Chooses an endpoint after the last one closed its connection before it answered; null when
   * there is none. After a connection that had been idle the same endpoint is asked again if it is
   * the canary, so that the canary keeps its share, or if there is no other endpoint.
   *
   * @param excused the hang-up says nothing of the endpoint: its connection had carried another
   *     request before, or it refused a request that it did not process
   */
  @Nullable Endpoint afterHangUp(boolean excused) {
    if (!excused) {
      hungUp();
    }
    if (endpoint == null || !mayRetry()) {
      return null;
    }
    boolean again = excused && entryPoint.leadsTo(context.table().get(), endpoint);
    Endpoint other = again && endpoint.slot() == Slot.CANARY ? null : elsewhere();
    return other == null && again ? endpoint : other;
  }

  private @Nullable Endpoint elsewhere() {
    LiveApp now = entryPoint.route(context.table().get(), host, target);
    if (endpoint == null || now == null) {
      return null;
    }
    tried.add(endpoint.backend());
    return enter(
        now, entryPoint.chooseOther(now, context.loop().random(), System.nanoTime(), tried));
  }

  /** A retry that failed is not retried (RFC 9110, 9.2.2). */
  private boolean mayRetry() {
    if (retrying != null || app == null || !app.retries().begin(app.active())) {
      return false;
    }
    retrying = app.retries();
    return true;
  }

  /** The answer where no app is meant. */
  VisitorRefusal unrouted() {
    return context.table().get().isEmpty() ? Refusals.NO_ROUTES : Refusals.UNKNOWN_HOST;
  }

  /** The answer where no endpoint takes a connection. After a reboot they are starting. */
  VisitorRefusal unreachable() {
    VisitorRefusal own = entryPoint.unreachable();
    if (own != null) {
      return own;
    }
    boolean begun = endpoint != null && endpoint.backend().wasUp();
    return begun || tried.stream().anyMatch(Backend::wasUp)
        ? Refusals.UNREACHABLE
        : Refusals.STARTING;
  }

  /** The answer where there is no endpoint, or none with a connection left. */
  VisitorRefusal noEndpoint() {
    if (app == null) {
      return unrouted();
    }
    return full ? Refusals.TOO_BUSY : entryPoint.noEndpoint(app);
  }

  /**
   * Counts the end of the request at the endpoint that was asked last.
   *
   * @param status what the client got; 0 when it left before
   * @param own the status of the endpoint's own answer; 0 when none began
   * @param took nanoseconds from the request's head to the answer's end
   * @param here the same from when this endpoint was chosen
   */
  void exchangeEnded(int status, int own, long took, long here) {
    if (endpoint != null) {
      endpoint.meter().answered(status, took);
      if (entryPoint.observed() && !counted) {
        count(endpoint.meter(), status, own, here);
      }
      if (status >= 500) {
        failed();
      } else if (own > 0 && status > 0 && app != null && entryPoint.observed()) {
        app.succeeded(endpoint);
      }
    }
    leave();
    if (retrying != null) {
      retrying.end();
      retrying = null;
    }
  }

  /**
   * The endpoint switched protocols. That counts as its answer; the tunnel does not count.
   *
   * @param here nanoseconds since it was chosen
   */
  void switched(long here) {
    if (endpoint != null && entryPoint.observed()) {
      count(endpoint.meter(), SWITCHED, SWITCHED, here);
    }
    counted = true;
  }

  /** docs/http-rules.md, "How each end counts", has the table. */
  private static void count(SlotMeter meter, int status, int own, long here) {
    boolean failed = status >= 500 || own >= 500;
    if (failed || own > 0) {
      meter.attempted(failed);
    }
    if (own > 0 || status == LEFT || status == TIMED_OUT) {
      meter.waited(here);
    }
  }

  /** The endpoint closed a new connection without an answer. */
  private void hungUp() {
    if (!counted && endpoint != null && entryPoint.observed()) {
      endpoint.meter().attempted(true);
    }
    failed();
  }

  /** Tells the health of the endpoint that it failed: once for each endpoint. */
  private void failed() {
    if (!counted && endpoint != null && app != null && entryPoint.observed()) {
      app.failed(endpoint, System.nanoTime());
    }
    counted = true;
  }

  /** Counts the request at the endpoint, or at another one while that has no connection left. */
  private @Nullable Endpoint enter(LiveApp at, @Nullable Endpoint chosen) {
    int most = context.loop().settings().backends().connections();
    Endpoint next = chosen;
    while (next != null && !next.backend().enter(most)) {
      full = true;
      tried.add(next.backend());
      next = entryPoint.chooseOther(at, context.loop().random(), System.nanoTime(), tried);
    }
    if (next != null) {
      leave();
      app = at;
      endpoint = next;
      counted = false;
      next.meter().began();
    }
    return next;
  }

  private void leave() {
    if (endpoint != null) {
      endpoint.backend().leave();
      endpoint.meter().ended();
      endpoint = null;
    }
  }
}
