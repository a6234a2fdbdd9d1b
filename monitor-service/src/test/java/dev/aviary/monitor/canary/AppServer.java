package dev.aviary.monitor.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server in the place of what an app's container listens with. */
final class AppServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> marked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  AppServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void answers(int other) {
    status = other;
  }

  /** The paths of the requests that were marked as probes. */
  List<String> marked() {
    return List.copyOf(marked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if ("1".equals(exchange.getRequestHeaders().getFirst("X-Aviary-Probe"))) {
      marked.add(exchange.getRequestURI().toString());
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
