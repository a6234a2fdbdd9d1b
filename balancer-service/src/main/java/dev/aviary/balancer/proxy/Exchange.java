package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.RequestId;
import dev.aviary.balancer.proxy.Deadline.Wait;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.Place;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import org.jspecify.annotations.Nullable;

/*
 * On one event loop from beginning to end:
 *
 *   begin -> route -> (lobby) -> attempt -> lease -> relay -> account
 *                                   ^          |       |
 *                                   +-- connectFailed  |
 *                                   +------------- hungUp   before the first byte of an answer
 */

/** One request that passed the frame check, step by step until it is accounted for. */
final class Exchange {
  private final ClientConnection client;
  private final Worker worker;
  private final Entrance entrance;
  private final RequestHead head;
  private final Attempts attempts;
  private final Relay relay;
  private final Account account;
  private @Nullable Refusal refusal;
  private boolean over;

  Exchange(ClientConnection client, Worker worker, Entrance entrance, RequestHead head) {
    this.client = client;
    this.worker = worker;
    this.entrance = entrance;
    this.head = head;
    this.attempts = new Attempts(worker, entrance, head);
    this.relay = new Relay(this, client, worker, head);
    this.account = new Account(worker.accessBuffer(), client.peer(), head.request());
  }

  /** The client sent all of the request. */
  boolean requestComplete() {
    return relay.upload().complete();
  }

  /** The client sent all of it, and said that it sends no other. */
  boolean lastOfClient() {
    return requestComplete() && !head.keepAlive();
  }

  /** Nothing of it moves any more. */
  boolean over() {
    return over;
  }

  /** Admits the request, routes it and makes the first attempt. */
  void begin() {
    client.progressed(Wait.ANSWER);
    FullHttpResponse own = worker.admission().answer(entrance, client.peer(), head.request());
    if (own != null) {
      end(own.status().code(), false);
      answer(own, true);
      return;
    }
    LiveApp app = attempts.route();
    if (app == null) {
      breakOff(attempts.unrouted());
      return;
    }
    head.prepare(worker.admission().via(), app.ownHost());
    worker.settings().fields().apply(head.request().headers(), client.peer().trusted());
    client.peer().forward(head.request().headers());
    worker.lobby().enter(this, attempts, app, client);
  }

  /** A pause is over. */
  void resumed() {
    account.resumed();
  }

  void attempt(@Nullable Place place, Refusal otherwise) {
    if (place == null) {
      breakOff(otherwise);
    } else {
      account.asked(place);
      boolean mayBeStale = head.repeatable() && !head.body();
      worker.pool().lease(place.backend(), attempts.fresh(), mayBeStale, this);
    }
  }

  void connected(BackendConnection connection) {
    if (over) {
      worker.pool().release(connection, true);
    } else {
      relay.begin(connection, attempts.setCookie());
    }
  }

  /**
   * @param byBackend it took none; else this process can make none
   */
  void connectFailed(boolean byBackend) {
    if (!over) {
      attempt(attempts.afterRefusal(byBackend), attempts.unreachable());
    }
  }

  /** The backend left before it answered, and nothing was lost by that. */
  void hungUp(boolean reused) {
    attempt(attempts.afterHangUp(reused), Refusals.HUNG_UP);
  }

  void fromClient(HttpContent content) {
    Refusal why = relay.upload().arrived(content);
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

  void clientReadComplete() {
    relay.clientReadComplete();
  }

  void clientWritable() {
    relay.clientWritable();
  }

  void clientLeft() {
    end(0, false);
  }

  void tick(long now) {
    relay.tick(now);
  }

  void expired() {
    Refusal impatience = worker.lobby().impatience(this);
    breakOff(impatience == null ? relay.late() : impatience);
  }

  /** The client has its answer. */
  void relayed(boolean keepBackend) {
    end(relay.download().status(), keepBackend);
    client.exchangeEnded(!relay.download().ends() && requestComplete());
  }

  /** The connections speak another protocol from here on. */
  void switched(BackendConnection backend) {
    over = true;
    attempts.switched(account.took() - account.before());
    client.becomeTunnel(new Tunnel(client, backend, () -> settle(relay.download().status())));
  }

  /** Ends before its time: with an answer of ours where the client has seen none yet. */
  void breakOff(Refusal why) {
    refusal = why;
    end(why.status().code(), false);
    if (relay.download().begun()) {
      client.abort();
    } else {
      answer(RefusalPage.of(why), !why.fatal());
    }
  }

  private void answer(FullHttpResponse page, boolean mayKeep) {
    RequestId.tell(head.request().headers(), page.headers());
    boolean keep = mayKeep && head.keepAlive() && requestComplete() && !worker.draining();
    client.answer(page, head.head(), keep);
  }

  private void end(int status, boolean keepBackend) {
    if (!over) {
      over = true;
      worker.lobby().leave(this);
      relay.end(keepBackend);
      settle(status);
    }
  }

  private void settle(int status) {
    long took = account.took();
    attempts.end(status, relay.download().status(), took, took - account.before());
    account.close(status, refusal, took, relay.upload().bytes(), relay.download().bytes());
  }
}
