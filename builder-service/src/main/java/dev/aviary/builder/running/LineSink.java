package dev.aviary.builder.running;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.FluxSink;

/** Sends lines to a client no faster than it takes them. */
final class LineSink {
  private static final Duration LOOK = Duration.ofMillis(5);

  private final FluxSink<byte[]> client;

  LineSink(FluxSink<byte[]> client) {
    this.client = client;
  }

  /** Blocks until the client takes more, or has left. */
  void send(String line) {
    while (client.requestedFromDownstream() == 0 && !client.isCancelled()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    if (!client.isCancelled()) {
      client.next((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  void end() {
    client.complete();
  }

  boolean left() {
    return client.isCancelled();
  }
}
