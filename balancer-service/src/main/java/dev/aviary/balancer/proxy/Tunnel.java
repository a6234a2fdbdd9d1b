package dev.aviary.balancer.proxy;

import dev.aviary.balancer.proxy.Deadline.Wait;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes both ways after a protocol switch. Either side may end its own half first: the other half
 * goes on, for no longer than an answer may pause. A connection that closes or breaks takes the
 * other along.
 */
final class Tunnel implements BackendUser {
  private final ClientConnection client;
  private final BackendConnection backend;
  private final Runnable onEnd;
  private final Deque<ByteBuf> earlyToBackend = new ArrayDeque<>(0);
  private final Deque<ByteBuf> earlyToClient = new ArrayDeque<>(0);
  private boolean open;
  private boolean clientEnded;
  private boolean backendEnded;
  private boolean ended;

  /**
   * @param onEnd called once, when both sides have ended
   */
  Tunnel(ClientConnection client, BackendConnection backend, Runnable onEnd) {
    this.client = client;
    this.backend = backend;
    this.onEnd = onEnd;
  }

  /**
   * Takes the backend's connection over. A codec that leaves hands on what it holds, so until both
   * have left nothing can be written.
   */
  void leaveHttp() {
    backend.use(this);
    backend.leaveHttp();
  }

  /** Both codecs are gone. */
  void open() {
    open = true;
    while (!earlyToBackend.isEmpty()) {
      backend.write(earlyToBackend.removeFirst());
    }
    while (!earlyToClient.isEmpty()) {
      client.channel().write(earlyToClient.removeFirst());
    }
    backend.flush();
    client.channel().flush();
    readClient();
    readBackend();
  }

  void fromClient(Object message) {
    moved();
    if (!open && message instanceof ByteBuf bytes) {
      earlyToBackend.add(bytes);
    } else if (message instanceof ByteBuf) {
      backend.write(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  void clientReadComplete() {
    backend.flush();
    readClient();
  }

  void clientWritable() {
    readBackend();
  }

  /** The client sends no more. */
  void clientEnded() {
    clientEnded = true;
    backend.endOutput();
    sideEnded();
  }

  void clientClosed() {
    if (!ended) {
      backend.closeAfterFlush();
      end();
    }
  }

  @Override
  public void fromBackend(Object message) {
    moved();
    if (!open && message instanceof ByteBuf bytes) {
      earlyToClient.add(bytes);
    } else if (message instanceof ByteBuf) {
      client.channel().write(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void backendReadComplete() {
    client.channel().flush();
    readBackend();
  }

  @Override
  public void backendWritable() {
    readClient();
  }

  @Override
  public void backendFailed() {
    // What it still sends is relayed; then it closes.
  }

  /** The backend sends no more. */
  void backendEnded() {
    backendEnded = true;
    client.channel().endOutput();
    sideEnded();
  }

  @Override
  public void backendClosed() {
    if (!ended) {
      end();
      client.closeAfterFlush();
    }
  }

  private void moved() {
    client.progressed(clientEnded || backendEnded ? Wait.STREAM : Wait.TUNNEL);
  }

  private void sideEnded() {
    moved();
    if (clientEnded && backendEnded && !ended) {
      end();
      backend.closeAfterFlush();
      client.closeAfterFlush();
    }
  }

  private void readClient() {
    if (!clientEnded && backend.writable()) {
      client.read();
    }
  }

  private void readBackend() {
    if (!backendEnded && client.channel().writable()) {
      backend.read();
    }
  }

  private void end() {
    ended = true;
    onEnd.run();
  }
}
