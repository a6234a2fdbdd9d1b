package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.proxy.Deadline.Wait;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.Place;
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
 * Back-pressure: the client is read only while the backend can be written to, and the other way
 * round; both have AUTO_READ off. After a request's end one more read of the client stays
 * outstanding, which is how its leaving is noticed. An answer counts as complete only when the
 * backend's read is: bytes after it must be seen before the connection goes back to the pool.
 */

/** Relays one request and its answer, and accounts for it. */
final class Exchange implements BackendUser {
  private final ClientConnection client;
  private final Worker worker;
  private final RequestHead head;
  private final Upload upload;
  private final Download download;
  private final Attempts attempts;
  private final long startedAt = System.nanoTime();
  private long sentAt;
  private @Nullable BackendConnection backend;
  private boolean answered;
  private boolean spoiled;
  private boolean askedForBody;
  private boolean over;

  Exchange(ClientConnection client, Worker worker, Entrance entrance, RequestHead head) {
    this.client = client;
    this.worker = worker;
    this.head = head;
    this.upload = new Upload(head);
    this.download = new Download(head, client);
    this.attempts = new Attempts(worker, entrance, head.host());
  }

  RequestHead head() {
    return head;
  }

  /** The client sent all of the request. */
  boolean requestComplete() {
    return upload.complete();
  }

  /** Routes the request and makes the first attempt. */
  void begin() {
    client.progressed(Wait.ANSWER);
    LiveApp app = attempts.route();
    if (app == null) {
      refuse(Refusals.UNKNOWN_HOST);
      return;
    }
    head.prepare(client.address(), app.ownHost());
    attempt(attempts.first(app));
  }

  private void attempt(@Nullable Place place) {
    if (place == null) {
      refuse(attempts.nobody());
      return;
    }
    BackendConnection idle =
        attempts.fresh()
            ? null
            : worker.pool().take(place.backend(), head.repeatable() && !head.body());
    if (idle == null) {
      worker.pool().connect(place.backend(), this);
    } else {
      connected(idle);
    }
  }

  void connected(BackendConnection connection) {
    if (over) {
      worker.pool().give(connection);
      return;
    }
    backend = connection;
    sentAt = worker.now();
    connection.use(this);
    upload.begin(connection);
    connection.read();
    client.progressed(upload.complete() ? Wait.ANSWER : Wait.BODY);
    pull();
  }

  void connectFailed() {
    if (over) {
      return;
    }
    attempts.connectFailed();
    retry(attempts.elsewhere(), Refusals.UNREACHABLE);
  }

  private void retry(@Nullable Place place, Refusal otherwise) {
    if (place == null) {
      refuse(otherwise);
    } else {
      attempt(place);
    }
  }

  // From the client.

  void fromClient(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      Refusal refusal = Refusals.undecodable(content.decoderResult().cause());
      content.release();
      breakOff(refusal);
      return;
    }
    upload.arrived(content);
    if (!head.body()) {
      content.release();
      begin();
    } else if (upload.bytes() > worker.limits().bodyBytes()) {
      content.release();
      breakOff(Refusals.BODY_TOO_LARGE);
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

  // From the backend.

  @Override
  public void fromBackend(Object message) {
    if (answered) {
      // Nobody asked for more: nobody may get it, and the connection is spoiled.
      spoiled = true;
      ReferenceCountUtil.release(message);
      return;
    }
    switch (download.relay(message, !upload.complete() || worker.draining())) {
      case GOES_ON -> {
        if (download.begun()) {
          client.progressed(Wait.STREAM);
        }
      }
      case CONTINUES -> askedForBody = true;
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
    client.flush();
    if (answered) {
      finish();
    } else if (client.writable()) {
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
      retry(closed.reused() ? attempts.againOrElsewhere() : attempts.elsewhere(), Refusals.HUNG_UP);
    } else {
      refuse(Refusals.HUNG_UP);
    }
  }

  // Time.

  void tick(long now) {
    if (head.continues()
        && !askedForBody
        && backend != null
        && upload.bytes() == 0
        && now - sentAt > worker.deadlines().interim().toNanos()) {
      askedForBody = true;
      client.askForBody();
    }
  }

  void expired() {
    if (download.begun()) {
      breakOff(Refusals.BACKEND_TIMEOUT);
    } else {
      boolean clientIsSlow = !upload.complete() && backend != null && backend.writable();
      breakOff(clientIsSlow ? Refusals.REQUEST_TIMEOUT : Refusals.BACKEND_TIMEOUT);
    }
  }

  // Ends.

  private void finish() {
    boolean reusable = download.reusable() && upload.complete() && !spoiled;
    end(download.status(), reusable);
    client.exchangeEnded(!download.ends() && upload.complete());
  }

  private void refuse(Refusal refusal) {
    end(refusal.status().code(), false);
    client.answer(refusal, head);
  }

  /** Ends before its time: with an answer of ours where the client has seen none yet. */
  private void breakOff(Refusal refusal) {
    if (download.begun()) {
      end(refusal.status().code(), false);
      client.abort();
    } else {
      refuse(refusal);
    }
  }

  private void becomeTunnel() {
    BackendConnection connection = Objects.requireNonNull(backend);
    backend = null;
    over = true;
    client.becomeTunnel(
        new Tunnel(client, connection, () -> attempts.end(download.status(), startedAt)));
  }

  private void end(int status, boolean reusable) {
    if (over) {
      return;
    }
    over = true;
    upload.discard();
    BackendConnection connection = backend;
    backend = null;
    if (connection != null) {
      if (reusable && !connection.holdsLeftovers()) {
        worker.pool().give(connection);
      } else {
        connection.close();
      }
    }
    attempts.end(status, startedAt);
  }
}
