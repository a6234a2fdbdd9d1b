package dev.aviary.flag.ofrep;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One client of a stream. It holds at most the beginning and one event, the newest: whoever was
 * slow evaluates once for all that it missed. So no client, however slow, takes more memory than
 * another.
 */
final class StreamClient implements Subscription {
  private final Subscriber<? super byte[]> subscriber;
  private final StreamConnection connection;
  private final Consumer<StreamClient> gone;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger draining = new AtomicInteger();
  private final AtomicReference<byte @Nullable []> beginning;
  private final AtomicReference<byte @Nullable []> next = new AtomicReference<>();
  private volatile boolean ended;

  /** Whether the subscriber is still to be told that this is the end; by the draining thread. */
  private volatile boolean completes;

  private volatile long waitingSince;

  /**
   * @param gone is told when the client has left
   */
  StreamClient(
      Subscriber<? super byte[]> subscriber,
      StreamConnection connection,
      byte[] beginning,
      Consumer<StreamClient> gone) {
    this.subscriber = subscriber;
    this.connection = connection;
    this.beginning = new AtomicReference<>(beginning);
    this.gone = gone;
  }

  /** In the place of an event that it has not taken yet. */
  void send(byte[] event, long nanos) {
    if (next.getAndSet(event) == null) {
      waitingSince = nanos;
    }
    drain();
  }

  /** Unless there is something to send anyway. */
  void heartbeat(long nanos) {
    if (next.compareAndSet(null, StreamEvent.heartbeat())) {
      waitingSince = nanos;
    }
    drain();
  }

  /** Whether it has taken nothing for so long. */
  boolean stuck(long nanos, long most) {
    return next.get() != null && nanos - waitingSince > most;
  }

  /** Bytes that lie in memory for it. */
  long held() {
    return connection.held();
  }

  /** Ends it at once, and drops what it has not read. */
  void cut() {
    end();
    connection.cut();
  }

  /** Ends it in good form, after what it has been sent. */
  void end() {
    if (!ended) {
      completes = true;
      ended = true;
    }
    gone.accept(this);
    drain();
  }

  @Override
  public void request(long n) {
    demand.updateAndGet(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
    drain();
  }

  @Override
  public void cancel() {
    ended = true;
    completes = false;
    gone.accept(this);
  }

  /** One thread at a time; who comes meanwhile makes it go round once more. */
  private void drain() {
    if (draining.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    while (true) {
      while (!ended && demand.get() > 0) {
        byte[] bytes = take();
        if (bytes == null) {
          break;
        }
        demand.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
        subscriber.onNext(bytes);
      }
      if (completes) {
        completes = false;
        subscriber.onComplete();
      }
      seen = draining.addAndGet(-seen);
      if (seen == 0) {
        return;
      }
    }
  }

  private byte @Nullable [] take() {
    byte[] first = beginning.getAndSet(null);
    return first != null ? first : next.getAndSet(null);
  }
}
