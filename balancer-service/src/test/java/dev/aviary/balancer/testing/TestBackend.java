package dev.aviary.balancer.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend whose every byte a test decides, one virtual thread a connection. */
public final class TestBackend implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final Executor servants;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  private TestBackend(ServerSocket server, Script script, Executor servants) {
    this.server = server;
    this.script = script;
    this.servants = servants;
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  /** The script serves each connection from its beginning to its end. */
  public static TestBackend start(Script script) throws IOException {
    return startAt(0, script);
  }

  public static TestBackend startAt(int port, Script script) throws IOException {
    return new TestBackend(listen(port), script, Thread::startVirtualThread);
  }

  /** Serves one connection after the other, in the order in which they were made. */
  public static TestBackend startInTurn(Script script) throws IOException {
    return new TestBackend(listen(0), script, Runnable::run);
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
  }

  /** Answers every request with the same body and keeps connections open. */
  public static TestBackend answering(String body) throws IOException {
    return start(saying(body));
  }

  public static Script saying(String body) {
    return conversation -> {
      while (conversation.readRequest()) {
        conversation.answer(body);
      }
    };
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The heads of all requests so far. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  public String lastHead() {
    return heads.getLast();
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** Connections that are open now. */
  public int open() {
    return open.size();
  }

  /** Hangs up on everybody and takes no further connections. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    try {
      // While it is in accept, the system may take connections for it.
      acceptor.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections.incrementAndGet();
        open.add(socket);
        if (server.isClosed()) {
          // Accepted while we closed: whoever closed us may have looked already.
          socket.close();
        }
        servants.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.serve(new Conversation(socket, heads));
    } catch (IOException e) {
      // The balancer, or the test, hung up.
    } finally {
      open.remove(socket);
    }
  }

  /** What a backend does with a connection. */
  @FunctionalInterface
  public interface Script {
    void serve(Conversation conversation) throws IOException;
  }
}
