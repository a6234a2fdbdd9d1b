package dev.aviary.benchmark.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends server-sent events, each of which says when it was sent. */
final class EventServer implements AutoCloseable {
  /** Events of one answer. */
  static final int EVENTS = 200;

  private static final long INTERVAL = Duration.ofMillis(10).toNanos();

  private static final String HEAD =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: text/event-stream",
          "X-Accel-Buffering: no",
          "Connection: close",
          "",
          "");

  private final ServerSocket server;

  EventServer() {
    try {
      server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      send(socket.getOutputStream(), HEAD);
      for (int i = 0; i < EVENTS; i++) {
        send(socket.getOutputStream(), "data: " + System.nanoTime() + "\n\n");
        LockSupport.parkNanos(INTERVAL);
      }
    } catch (IOException clientLeft) {
      // It has what it came for.
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
