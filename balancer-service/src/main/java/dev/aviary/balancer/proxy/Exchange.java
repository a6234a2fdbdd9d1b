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
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * One request and its answer, on one event loop.
 *
 *   begin -> attempt -> connected -> relaying both ways -> finish
 *               ^            |
 *               +-- retry ---+   connect failed, or the backend left before it answered
 *
 * An answer counts as complete only when the backend's read is: bytes after it must be seen before
 * the connection goes back to the pool.
 */

/** Relays one request and its answer, and accounts for it. */
final class Exchange implements BackendUser {
  private final ClientConnection client;
  private final Worker worker;
  private final RequestHead head;
  private final Upload upload;
  private final Download download;
  private final Attempts attempts;
  private final Account account;
  private @Nullable BackendConnection backend;
  private @Nullable Refusal refusal;
  private boolean answered;
  private boolean reusable = true;
  private boolean over;

  Exchange(ClientConnection client, Worker worker, Entrance entrance, RequestHead head) {
    this.client = client;
    this.worker = worker;
    this.head = head;
    this.upload = new Upload(head, worker);
    this.download = new Download(head, client.channel());
    this.attempts = new Attempts(worker, entrance, head);
    this.account = new Account(worker.accessBuffer(), client.peer(), head.request());
  }

  /** The client sent all of the request. */
  boolean requestComplete() {
    return upload.complete();
  }

  /** The client sent all of it, and said that it sends no other. */
  boolean lastOfClient() {
    return upload.complete() && !head.keepAlive();
  }

  /** Routes the request and makes the first attempt. */
  void begin() {
    client.progressed(Wait.ANSWER);
    FullHttpResponse own = worker.admission().answer(client.peer(), head.request());
    if (own != null) {
      end(own.status().code(), false);
      answer(own, true);
      return;
    }
    LiveApp app = attempts.route();
    if (app == null) {
      breakOff(Refusals.UNKNOWN_HOST);
      return;
    }
    head.prepare(worker.admission().via(), app.ownHost());
    client.peer().forward(head.request().headers());
    worker.lobby().enter(this, attempts, app, client);
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
      return;
    }
    backend = connection;
    connection.use(this);
    download.setCookie(attempts.setCookie());
    upload.begin(connection);
    connection.read();
    client.progressed(upload.complete() ? Wait.ANSWER : Wait.BODY);
    pull();
  }

  void connectFailed() {
    if (!over) {
      attempt(attempts.afterRefusal(), Refusals.UNREACHABLE);
    }
  }

  void fromClient(HttpContent content) {
    Refusal why = upload.arrived(content);
    if (why != null) {
      content.release();
      breakOff(why);
    } else if (!head.body()) {
      content.release();
      begin();
    } else if (backend == null) {
      upload.hold(content);
    } else {
      client.progressed(upload.complete() ? Wait.ANSWER : Wait.BODY);
      upload.send(content, backend);
    }
  }

  void clientReadComplete() {
    if (backend != null) {
      backend.flush();
    }
    pull();
  }

  void clientWritable() {
    if (backend != null && !answered) {
      backend.read();
    }
  }

  void clientLeft() {
    end(0, false);
  }

  /** Reads more of the client, if what it sends can go somewhere. */
  private void pull() {
    if (over || (!upload.complete() && (backend == null || !backend.writable()))) {
      return;
    }
    client.read();
  }

  @Override
  public void fromBackend(Object message) {
    if (answered) {
      // Nobody asked for more: nobody may get it, and the connection is spoiled.
      reusable = false;
      ReferenceCountUtil.release(message);
      return;
    }
    switch (download.relay(message, !upload.complete() || worker.draining())) {
      case GOES_ON -> {
        if (download.begun()) {
          client.progressed(Wait.STREAM);
        }
      }
      case CONTINUES -> upload.askedFor();
      case COMPLETE -> answered = true;
      case SWITCHED -> becomeTunnel();
      case INVALID -> breakOff(Refusals.BAD_ANSWER);
    }
  }

  @Override
  public void backendReadComplete() {
    if (over || backend == null) {
      return;
    }
    client.channel().flush();
    if (answered) {
      finish();
    } else if (client.channel().writable()) {
      backend.read();
    }
  }

  @Override
  public void backendWritable() {
    if (!upload.complete()) {
      pull();
    }
  }

  @Override
  public void backendTakesNoMore() {
    upload.broke();
  }

  @Override
  public void backendClosed() {
    BackendConnection closed = Objects.requireNonNull(backend);
    backend = null;
    if (download.begun()) {
      breakOff(Refusals.HUNG_UP);
    } else if (upload.replayable() && head.repeatable()) {
      attempt(attempts.afterHangUp(closed.reused()), Refusals.HUNG_UP);
    } else {
      breakOff(Refusals.HUNG_UP);
    }
  }

  void tick(long now) {
    if (backend != null && upload.askingIsDue(now)) {
      upload.askedFor();
      client.channel().askForBody();
    }
  }

  void expired() {
    Refusal impatience = worker.lobby().impatience(this);
    boolean clientIsSlow =
        download.begun()
            ? !client.channel().writable()
            : !upload.complete() && backend != null && backend.writable();
    Refusal timeout = clientIsSlow ? Refusals.REQUEST_TIMEOUT : Refusals.BACKEND_TIMEOUT;
    breakOff(impatience == null ? timeout : impatience);
  }

  private void finish() {
    end(download.status(), reusable && download.reusable() && upload.complete());
    client.exchangeEnded(!download.ends() && upload.complete());
  }

  /** Ends before its time: with an answer of ours where the client has seen none yet. */
  void breakOff(Refusal why) {
    refusal = why;
    end(why.status().code(), false);
    if (download.begun()) {
      client.abort();
    } else {
      answer(RefusalPage.of(why), !why.fatal());
    }
  }

  private void answer(FullHttpResponse page, boolean mayKeep) {
    RequestId.tell(head.request().headers(), page.headers());
    boolean keep = mayKeep && head.keepAlive() && upload.complete() && !worker.draining();
    client.answer(page, head.head(), keep);
  }

  private void becomeTunnel() {
    BackendConnection connection = Objects.requireNonNull(backend);
    backend = null;
    over = true;
    client.becomeTunnel(new Tunnel(client, connection, () -> settle(download.status())));
  }

  private void end(int status, boolean keepBackend) {
    if (over) {
      return;
    }
    over = true;
    worker.lobby().leave(this);
    upload.discard();
    if (backend != null) {
      worker.pool().release(backend, keepBackend);
      backend = null;
    }
    settle(status);
  }

  private void settle(int status) {
    long took = account.took();
    attempts.end(status, download.begun(), took);
    account.close(status, refusal, took, upload.bytes(), download.bytes());
  }
}
