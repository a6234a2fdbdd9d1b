package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.proxy.Deadline.Wait;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Both ways at once: each side is read only while the other can be written to. An answer counts as
 * complete only when the backend's read is: bytes after it must be seen before the connection goes
 * back to the pool.
 */

/** Carries one request to a backend, and its answer to the client. */
final class Relay implements BackendUser {
  private final Exchange exchange;
  private final ClientConnection client;
  private final Worker worker;
  private final RequestHead head;
  private final Upload upload;
  private final Download download;
  private @Nullable BackendConnection backend;
  private boolean answered;
  private boolean reusable = true;

  Relay(Exchange exchange, ClientConnection client, Worker worker, RequestHead head) {
    this.exchange = exchange;
    this.client = client;
    this.worker = worker;
    this.head = head;
    this.upload = new Upload(head, worker);
    this.download = new Download(head, client.channel());
  }

  Upload upload() {
    return upload;
  }

  Download download() {
    return download;
  }

  /**
   * Sends what there is of the request, and reads on both sides from now on.
   *
   * @param setCookie what the answer sets; null: nothing
   */
  void begin(BackendConnection connection, @Nullable String setCookie) {
    backend = connection;
    connection.use(this);
    download.setCookie(setCookie);
    upload.begin(connection);
    connection.read();
    client.progressed(upload.complete() ? Wait.ANSWER : Wait.BODY);
    pull();
  }

  /** A part of the request's body that was checked. */
  void fromClient(HttpContent content) {
    if (backend == null) {
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

  /** Reads more of the client, if what it sends can go somewhere. */
  private void pull() {
    if (!exchange.over() && (upload.complete() || (backend != null && backend.writable()))) {
      client.read();
    }
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
      case SWITCHED -> exchange.switched(take());
      case INVALID -> exchange.breakOff(download.fault());
      case CUT_SHORT -> exchange.breakOff(Refusals.HUNG_UP);
    }
  }

  @Override
  public void backendReadComplete() {
    if (exchange.over() || backend == null) {
      return;
    }
    client.channel().flush();
    if (answered) {
      exchange.relayed(reusable && download.reusable() && upload.complete());
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
  public void backendFailed() {
    upload.broke();
    download.broke();
  }

  @Override
  public void backendClosed() {
    boolean reused = take().reused();
    if (!download.begun() && upload.replayable() && head.repeatable()) {
      exchange.hungUp(reused);
    } else {
      exchange.breakOff(Refusals.HUNG_UP);
    }
  }

  void tick(long now) {
    if (backend != null && upload.askingIsDue(now)) {
      upload.askedFor();
      client.channel().askForBody();
    }
  }

  /** Whom time ran out for. */
  Refusal late() {
    boolean clientIsSlow =
        download.begun()
            ? !client.channel().writable()
            : !upload.complete() && backend != null && backend.writable();
    return clientIsSlow ? Refusals.REQUEST_TIMEOUT : Refusals.BACKEND_TIMEOUT;
  }

  /**
   * Ends, however far it got.
   *
   * @param keepBackend its connection may be used again
   */
  void end(boolean keepBackend) {
    upload.discard();
    if (backend != null) {
      worker.pool().release(backend, keepBackend);
      backend = null;
    }
  }

  /** The connection is somebody else's from now on. */
  private BackendConnection take() {
    BackendConnection taken = Objects.requireNonNull(backend);
    backend = null;
    return taken;
  }
}
