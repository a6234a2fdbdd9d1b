package dev.aviary.monitor.console.live;

import dev.aviary.monitor.console.access.ConsoleUser;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/**
 * One page that is told what happens. Of a page that reads too slowly no more than a few messages
 * wait; then its stream ends, and the page begins anew with the state as it is.
 */
final class LiveStream {
  private static final int WAITING = 16;

  private final ConsoleUser user;
  private final @Nullable String app;
  private final Sinks.Many<byte[]> sink =
      Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));
  private volatile @Nullable String lastState;

  /**
   * @param app the one app that the page shows; null: all
   */
  LiveStream(ConsoleUser user, @Nullable String app) {
    this.user = user;
    this.app = app;
  }

  ConsoleUser user() {
    return user;
  }

  @Nullable String app() {
    return app;
  }

  /**
   * @param left is run when the client no longer reads
   */
  Publisher<byte[]> messages(Runnable left) {
    return sink.asFlux().doFinally(_ -> left.run());
  }

  /** A state, unless it is the one that was sent last. */
  void state(String json) {
    if (!json.equals(lastState)) {
      lastState = json;
      send(LiveMessage.of("state", json));
    }
  }

  /** Any message as it goes over the wire. */
  void send(byte[] message) {
    if (sink.tryEmitNext(message) != Sinks.EmitResult.OK) {
      end();
    }
  }

  void end() {
    sink.tryEmitComplete();
  }
}
