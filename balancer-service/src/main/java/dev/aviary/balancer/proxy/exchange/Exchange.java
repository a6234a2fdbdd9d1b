package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Redirect;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.backend.BackendChannel;
import dev.aviary.balancer.proxy.backend.BackendConnection;
import dev.aviary.balancer.proxy.backend.ConnectListener;
import dev.aviary.balancer.proxy.relay.ClientSide;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import dev.aviary.balancer.proxy.relay.Relay;
import dev.aviary.balancer.proxy.relay.Tunnel;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.TimedInterruption;
import dev.aviary.balancer.trace.RequestTracer;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/*
 * On one event loop from its head to its end:
 *
 *   begin -> admit -> dispatch -> attempt -> acquire -> relay -> end
 *            |  ^       |  ^         ^         |        |
 *            v  |       v  |         +- connectFailed   |
 *         Admission  PauseQueue      +-------------- hungUp, before the first byte of an answer
 */

/** One request that passed the frame check: leads it from step to step until it ends. */
public final class Exchange implements PauseQueue.Request, ConnectListener, Relay.Listener {
  private final Client client;
  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final RequestHead head;
  private final RetryPlan plan;
  private final Admission admission;
  private final Relay relay;
  private final AccessRecord record;
  private @Nullable VisitorRefusal refusal;
  private boolean over;

  /** The connection of the client that sent the request. */
  public interface Client extends ClientSide {
    Peer peer();

    /** Sends an answer of the balancer itself, and is told with it that the exchange ended. */
    void answer(FullHttpResponse page, boolean toHead, boolean keep);

    /**
     * @param keep the connection may carry another request
     */
    void exchangeEnded(boolean keep);

    void becomeTunnel(Tunnel tunnel);

    /** Resets the connection, so that the client notices that its answer is not whole. */
    void abort();
  }

  public Exchange(Client client, ExchangeContext context, EntryPoint entryPoint, RequestHead head) {
    this.client = client;
    this.context = context;
    this.entryPoint = entryPoint;
    this.head = head;
    this.plan = new RetryPlan(context, entryPoint, head);
    this.admission = new Admission(context, entryPoint, client.peer(), head);
    this.relay = new Relay(this, client, context.loop(), context.pool(), head);
    RequestTracer tracer = context.tracer();
    this.record =
        new AccessRecord(
            context.accessBuffer(),
            client.peer(),
            head.request(),
            tracer == null ? null : tracer.begin(head, client.peer()));
  }

  /** Whether the client sent all of the request. */
  public boolean requestComplete() {
    return relay.request().complete();
  }

  /** Whether the client sent all of the request, and said that it sends no other. */
  public boolean lastOfClient() {
    return requestComplete() && !head.keepAlive();
  }

  /** Checks the request and finds its app. */
  public void begin() {
    client.progressed(Awaited.ANSWER);
    FullHttpResponse own = context.checks().answer(entryPoint, client.peer(), head.request());
    if (own != null) {
      end(own.status().code(), false);
      answer(own, true);
      return;
    }
    admit();
  }

  /** Finds the app and asks whether the request may pass; again, once its password is compared. */
  private void admit() {
    VisitorRefusal misdirected = plan.misdirected();
    LiveApp app = misdirected == null ? plan.route() : null;
    if (app == null) {
      breakOff(misdirected == null ? plan.unrouted() : misdirected);
      return;
    }
    String elsewhere = plan.redirect(app);
    if (elsewhere != null) {
      redirect(elsewhere);
      return;
    }
    switch (admission.decide(app, this::admitAgain)) {
      case PASSES -> prepare(app);
      case CHALLENGES -> breakOff(Refusals.UNAUTHORIZED);
      case FORBIDS -> breakOff(Refusals.FORBIDDEN);
      case CROWDED -> breakOff(Refusals.TOO_MANY_PASSWORDS);
      case UNCHECKED -> client.progressed(Awaited.ANSWER);
    }
  }

  private void admitAgain() {
    if (!over) {
      admit();
    }
  }

  private void redirect(String host) {
    HttpRequest request = head.request();
    FullHttpResponse page =
        Redirect.toHost(host, request.headers().get(HttpHeaderNames.HOST, ""), request.uri());
    end(page.status().code(), false);
    answer(page, true);
  }

  /** Makes the request what the app gets. */
  private void prepare(LiveApp app) {
    if (!entryPoint.withinRate(app)) {
      breakOff(Refusals.APP_OVER_RATE);
      return;
    }
    admission.withhold(app);
    head.prepare(context.checks().via(), app.ownHost());
    context.loop().settings().fields().apply(head.request().headers(), client.peer().trusted());
    client.peer().forward(head.request().headers());
    head.strip(entryPoint.strippedPrefix(app, head.request().uri()));
    record.routed(app.name());
    dispatch(app);
  }

  /** Maintenance refuses, a pause holds; else the first attempt is made. */
  private void dispatch(LiveApp app) {
    TimedInterruption interruption = plan.interruption(app);
    if (interruption == null) {
      attempt(plan.first(app, admission.mayCanary()), plan.noEndpoint());
      return;
    }
    VisitorRefusal why = context.pauseQueue().enqueue(this, interruption, app.pauseCapacity());
    if (why == null) {
      client.progressed(Awaited.PAUSE);
    } else {
      breakOff(why);
    }
  }

  @Override
  public boolean stillPaused() {
    TimedInterruption interruption = interruption();
    return interruption != null && interruption.pauses();
  }

  @Override
  public void resume() {
    LiveApp app = plan.route();
    if (app == null) {
      breakOff(plan.noEndpoint());
    } else {
      client.progressed(Awaited.ANSWER);
      record.resumed();
      dispatch(app);
    }
  }

  /** What interrupts the app that is meant now; null: nothing does. */
  private @Nullable TimedInterruption interruption() {
    LiveApp app = plan.route();
    return app == null ? null : plan.interruption(app);
  }

  private void attempt(@Nullable Endpoint endpoint, VisitorRefusal otherwise) {
    if (endpoint == null) {
      breakOff(otherwise);
    } else {
      record.attempted(endpoint);
      boolean mayBeStale = head.idempotent() && !head.body();
      context.pool().acquire(endpoint.backend(), plan.needsNewConnection(), mayBeStale, this);
    }
  }

  @Override
  public void connected(BackendChannel channel) {
    if (over) {
      context.pool().release(channel, true);
    } else {
      relay.begin(channel, plan.setCookie());
      if (client.peer().tls() != null) {
        relay.response().secure(plan.strictTransport());
      }
    }
  }

  @Override
  public void connectFailed(Failure failure) {
    if (!over) {
      Endpoint next = plan.afterConnectFailure(failure != Failure.NO_SOCKET);
      attempt(next, failure == Failure.NO_HTTP2 ? Refusals.NO_HTTP2 : plan.unreachable());
    }
  }

  @Override
  public void hungUp(boolean excused) {
    attempt(plan.afterHangUp(excused), Refusals.HUNG_UP);
  }

  /**
   * A part of the body, or the end of the request, arrived. A request without a body begins here,
   * when it is complete.
   */
  public void fromClient(HttpContent content) {
    VisitorRefusal why = relay.request().arrived(content);
    if (why != null) {
      content.release();
      breakOff(why);
    } else if (head.body()) {
      relay.fromClient(content);
    } else {
      content.release();
      begin();
    }
  }

  public void clientReadComplete() {
    relay.clientReadComplete();
  }

  public void clientWritable() {
    relay.clientWritable();
  }

  /** Whether the backend takes nothing of the request, of which a part is held for it. */
  public boolean backendStalled() {
    return relay.backendStalled();
  }

  public void clientLeft() {
    end(0, false);
  }

  /**
   * @param now {@link System#nanoTime()}
   */
  public void tick(long now) {
    relay.tick(now);
  }

  /** The deadline of the connection passed. */
  public void expired() {
    breakOff(context.pauseQueue().contains(this) ? PauseQueue.late(interruption()) : relay.late());
  }

  @Override
  public void answerComplete(boolean keepBackend) {
    end(relay.response().status(), keepBackend);
    client.exchangeEnded(!relay.response().ends() && requestComplete());
  }

  @Override
  public void switched(BackendConnection backend) {
    over = true;
    plan.switched(record.took() - record.beforeAttempt());
    client.becomeTunnel(new Tunnel(client, backend, () -> account(relay.response().status())));
  }

  /** Ends early, with an answer of the balancer itself where the client has seen none yet. */
  @Override
  public void breakOff(VisitorRefusal why) {
    refusal = why;
    end(why.status().code(), false);
    if (relay.response().begun()) {
      client.abort();
    } else {
      answer(RefusalPage.of(why), !why.fatal());
    }
  }

  private void answer(FullHttpResponse page, boolean mayKeep) {
    RequestId.tell(head.request().headers(), page.headers());
    boolean keep = mayKeep && head.keepAlive() && requestComplete() && !context.loop().draining();
    client.answer(page, head.head(), keep);
  }

  /**
   * Ends the exchange; does nothing when it has ended.
   *
   * @param status what the client got; 0 when it left before
   */
  private void end(int status, boolean keepBackend) {
    if (!over) {
      over = true;
      context.pauseQueue().exchangeEnded(this);
      relay.exchangeEnded(keepBackend);
      account(status);
    }
  }

  private void account(int status) {
    long took = record.took();
    int own = relay.response().countedStatus();
    int counted = status == relay.response().status() ? own : status;
    plan.exchangeEnded(counted, own, took, took - record.beforeAttempt());
    record.write(status, refusal, took, relay.request().bytes(), relay.response().bytes());
  }
}
