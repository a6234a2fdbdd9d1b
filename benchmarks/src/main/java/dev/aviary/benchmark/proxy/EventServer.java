package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends server-sent events, each of which says when it was sent. */
final class EventServer {
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

  private EventServer() {}

  /**
   * @param events of one answer, one each 10 ms
   */
  static RawServer start(int events) {
    return new RawServer((_, _, out) -> serve(events, out));
  }

  private static void serve(int events, OutputStream out) throws IOException {
    RawServer.send(out, HEAD);
    for (int i = 0; i < events; i++) {
      RawServer.send(out, "data: " + System.nanoTime() + "\n\n");
      LockSupport.parkNanos(INTERVAL);
    }
  }
}
