package dev.aviary.benchmark.flags;

import dev.aviary.system.stack.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients of the stream of events, each with a connection of its own. */
final class StreamClients implements AutoCloseable {
  private static final String REQUEST =
      "GET /ofrep/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";

  private final List<Socket> sockets = new ArrayList<>();
  private final ConcurrentLinkedQueue<Long> moments = new ConcurrentLinkedQueue<>();
  private final Semaphore told = new Semaphore(0);
  private final AtomicInteger ready = new AtomicInteger();
  private final int count;

  StreamClients(int port, int count) {
    this.count = count;
    try {
      for (int n = 0; n < count; n++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> read(socket));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Each is told of the present state when it comes.
    Await.until("all clients listen", Duration.ofMinutes(2), () -> ready.get() == count);
    told.drainPermits();
    moments.clear();
  }

  /** Milliseconds from before the change until each client has been told of it. */
  List<Double> after(Runnable change) {
    long began = System.nanoTime();
    change.run();
    try {
      if (!told.tryAcquire(count, 60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not every client was told within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    List<Double> taken = moments.stream().map(moment -> (moment - began) / 1e6).toList();
    moments.clear();
    return taken;
  }

  private void read(Socket socket) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          moments.add(System.nanoTime());
          told.release();
          ready.incrementAndGet();
        }
      }
    } catch (IOException closed) {
      // By us.
    }
  }

  @Override
  public void close() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
