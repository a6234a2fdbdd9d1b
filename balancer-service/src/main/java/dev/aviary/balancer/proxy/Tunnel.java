package dev.aviary.balancer.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes both ways after a protocol switch; the connections end together. */
final class Tunnel implements BackendUser {
  private final ClientConnection client;
  private final BackendConnection backend;
  private final Runnable onEnd;
  private final Deque<ByteBuf> earlyToBackend = new ArrayDeque<>(0);
  private final Deque<ByteBuf> earlyToClient = new ArrayDeque<>(0);
  private boolean open;
  private boolean ended;

  /**
   * @param onEnd called once, when either side ended
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
    client.read();
    backend.read();
  }

  void fromClient(Object message) {
    client.progressed(Deadline.Wait.TUNNEL);
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
    if (backend.writable()) {
      client.read();
    }
  }

  void clientWritable() {
    backend.read();
  }

  void clientClosed() {
    if (!ended) {
      backend.flush();
      backend.close();
      end();
    }
  }

  @Override
  public void fromBackend(Object message) {
    client.progressed(Deadline.Wait.TUNNEL);
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
    if (client.channel().writable()) {
      backend.read();
    }
  }

  @Override
  public void backendWritable() {
    client.read();
  }

  @Override
  public void backendTakesNoMore() {
    // What it still sends is relayed; then it closes.
  }

  @Override
  public void backendClosed() {
    if (!ended) {
      end();
      client.closeAfterFlush();
    }
  }

  private void end() {
    ended = true;
    onEnd.run();
  }
}
