package dev.aviary.balancer.proxy.relay;

import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.backend.BackendChannel;
import dev.aviary.balancer.proxy.backend.BackendConnection;
import dev.aviary.balancer.proxy.backend.BackendPool;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Both ways at once: each side is read only while the other can be written to. An answer counts as
 * complete only when the read of the backend is: bytes after the answer must be seen before the
 * connection goes back to the pool.
 */

/** Carries one request to a backend, and its answer to the client. */
public final class Relay implements BackendChannel.User {
  private final Listener listener;
  private final ClientSide client;
  private final LoopContext loop;
  private final BackendPool pool;
  private final RequestHead head;
  private final RequestRelay request;
  private final ResponseRelay response;
  private @Nullable BackendChannel backend;
  private boolean answered;
  private boolean reusable = true;
  private boolean over;

  /** Told how the relay of a request ends: once, by one of these. */
  public interface Listener {
    /**
     * The client has all of the answer.
     *
     * @param keepBackend the connection to the backend can carry another request
     */
    void answerComplete(boolean keepBackend);

    /** Both sides speak another protocol from here on. The listener owns the connection now. */
    void switched(BackendConnection backend);

    /**
     * The backend closed the connection before it answered, and the request can be sent again.
     *
     * @param excused the hang-up says nothing of the backend: the connection had carried another
     *     request before, or the backend refused the request unprocessed
     */
    void hungUp(boolean excused);

    /** The answer cannot be completed, for this reason. */
    void breakOff(VisitorRefusal why);
  }

  public Relay(
      Listener listener, ClientSide client, LoopContext loop, BackendPool pool, RequestHead head) {
    this.listener = listener;
    this.client = client;
    this.loop = loop;
    this.pool = pool;
    this.head = head;
    this.request = new RequestRelay(head, loop);
    this.response = new ResponseRelay(head, client.channel());
  }

  public RequestRelay request() {
    return request;
  }

  public ResponseRelay response() {
    return response;
  }

  /**
   * Sends what has arrived of the request. From now on both sides are read.
   *
   * @param setCookie value of the {@code Set-Cookie} field that the answer gets; null: none
   */
  public void begin(BackendChannel channel, @Nullable String setCookie) {
    backend = channel;
    channel.use(this);
    response.setCookie(setCookie);
    request.begin(channel);
    channel.read();
    client.progressed(request.complete() ? Awaited.ANSWER : Awaited.BODY);
    readClient();
  }

  /** Sends a part of the body that was checked, or holds it while there is no connection. */
  public void fromClient(HttpContent content) {
    if (backend == null) {
      request.hold(content);
    } else {
      client.progressed(awaited());
      request.send(content, backend);
    }
  }

  /** Both may go on for long once the answer has begun, as in a call of gRPC with two streams. */
  private Awaited awaited() {
    if (response.begun()) {
      return Awaited.STREAM;
    }
    return request.complete() ? Awaited.ANSWER : Awaited.BODY;
  }

  public void clientReadComplete() {
    if (backend != null) {
      backend.flush();
    }
    readClient();
  }

  public void clientWritable() {
    if (backend != null && !answered) {
      backend.read();
    }
  }

  /** Whether the backend takes nothing of the request, of which a part is held for it. */
  public boolean backendStalled() {
    return backend != null && !backend.writable();
  }

  /** Reads more of the client, if the backend can take it. */
  private void readClient() {
    if (!over && (request.complete() || (backend != null && backend.writable()))) {
      client.read();
    }
  }

  @Override
  public void fromBackend(Object message) {
    if (answered) {
      // Bytes after the answer belong to no request: they are dropped, and the connection is
      // closed.
      reusable = false;
      ReferenceCountUtil.release(message);
      return;
    }
    switch (response.relay(message, !request.complete() || loop.draining())) {
      case GOES_ON -> {
        if (response.begun()) {
          client.progressed(Awaited.STREAM);
        }
      }
      case CONTINUES -> request.askedFor();
      case COMPLETE -> answered = true;
      case SWITCHED -> {
        over = true;
        if (take() instanceof BackendConnection connection) {
          listener.switched(connection);
        }
      }
      case INVALID -> listener.breakOff(response.fault());
      case CUT_SHORT -> listener.breakOff(Refusals.HUNG_UP);
    }
  }

  @Override
  public void backendReadComplete() {
    if (over || backend == null) {
      return;
    }
    client.channel().flush();
    if (answered) {
      listener.answerComplete(reusable && response.reusable() && request.complete());
    } else if (client.channel().writable()) {
      backend.read();
    }
  }

  @Override
  public void backendWritable() {
    if (!request.complete()) {
      readClient();
    }
  }

  @Override
  public void backendFailed() {
    request.broke();
    response.broke();
  }

  @Override
  public void backendClosed() {
    BackendChannel closed = take();
    boolean unprocessed = closed.unprocessed();
    if (!response.begun() && request.bodyUnsent() && (unprocessed || head.idempotent())) {
      listener.hungUp(unprocessed || closed.reused());
    } else {
      listener.breakOff(Refusals.HUNG_UP);
    }
  }

  /** Tells the client to send its body, if the backend has not done so in time. */
  public void tick(long now) {
    if (backend != null && request.askingIsDue(now)) {
      request.askedFor();
      client.channel().askForBody();
    }
  }

  /** The answer to a request whose deadline passed: says which side was too slow. */
  public VisitorRefusal late() {
    boolean clientIsSlow =
        response.begun()
            ? !client.channel().writable()
            : !request.complete() && backend != null && backend.writable();
    return clientIsSlow ? Refusals.REQUEST_TIMEOUT : Refusals.BACKEND_TIMEOUT;
  }

  /**
   * The exchange ended, and the relay with it, wherever it stands.
   *
   * @param keepBackend the connection to the backend can carry another request
   */
  public void exchangeEnded(boolean keepBackend) {
    over = true;
    request.discard();
    if (backend != null) {
      pool.release(backend, keepBackend);
      backend = null;
    }
  }

  private BackendChannel take() {
    BackendChannel taken = Objects.requireNonNull(backend);
    backend = null;
    return taken;
  }
}
