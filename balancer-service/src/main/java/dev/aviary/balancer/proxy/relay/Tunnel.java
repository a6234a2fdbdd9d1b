package dev.aviary.balancer.proxy.relay;

import dev.aviary.balancer.proxy.backend.BackendChannel;
import dev.aviary.balancer.proxy.backend.BackendConnection;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Carries bytes both ways after a protocol switch. Each side may end its own half first: the other
 * half goes on while bytes move within the deadline of an answer's body. When one connection closes
 * or breaks, the other one is closed too.
 */
public final class Tunnel implements BackendChannel.User {
  private final ClientSide client;
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
  public Tunnel(ClientSide client, BackendConnection backend, Runnable onEnd) {
    this.client = client;
    this.backend = backend;
    this.onEnd = onEnd;
  }

  /**
   * Takes the connection to the backend over. A codec that is removed hands on what it holds, so
   * nothing can be written until both codecs are removed.
   */
  public void leaveHttp() {
    backend.use(this);
    backend.leaveHttp();
  }

  /** Both codecs are removed: sends what they handed on, and reads both sides. */
  public void open() {
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

  public void fromClient(Object message) {
    moved();
    if (!open && message instanceof ByteBuf bytes) {
      earlyToBackend.add(bytes);
    } else if (message instanceof ByteBuf) {
      backend.write(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  public void clientReadComplete() {
    backend.flush();
    readClient();
  }

  public void clientWritable() {
    readBackend();
  }

  /** The client sends no more. */
  public void clientEnded() {
    clientEnded = true;
    backend.endOutput();
    sideEnded();
  }

  /** Whether the backend takes nothing of what the client sent. */
  public boolean backendStalled() {
    return !ended && !backend.writable();
  }

  /** Drops what is held for the backend, and closes the connection to it. */
  public void abort() {
    if (!ended) {
      backend.close();
      end();
    }
  }

  public void clientClosed() {
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

  @Override
  public void backendEnded() {
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
    client.progressed(clientEnded || backendEnded ? Awaited.STREAM : Awaited.TUNNEL);
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
