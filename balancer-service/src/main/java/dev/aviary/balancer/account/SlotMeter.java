package dev.aviary.balancer.account;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts what one slot of one app answered. Never blocks whoever counts. */
public final class SlotMeter {
  /** 1xx to 5xx, and in the first place requests whose client left before the answer. */
  static final int CLASSES = 6;

  private static final int SERVER_ERRORS = 5;

  private final String app;
  private final Slot slot;
  private final LongAdder[] answers = adders(CLASSES);
  private final LongAdder[] latency = adders(TrafficInterval.BOUNDS_MILLIS.size() + 1);
  private final LongAdder connectFailures = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile String release = "none";

  SlotMeter(String app, Slot slot) {
    this.app = app;
    this.slot = slot;
  }

  /** The slot's requests go to this release from now on. */
  public void routedTo(String now) {
    release = now;
  }

  public void began() {
    inFlight.incrementAndGet();
  }

  /** A request that began left the slot; whether it was answered is told apart from that. */
  public void ended() {
    inFlight.decrementAndGet();
  }

  /**
   * A request was answered.
   *
   * @param status the status that the client got; 0 when it left before
   * @param nanos from the request's head to the answer's end
   */
  public void answered(int status, long nanos) {
    answers[Math.clamp(status / 100, 0, CLASSES - 1)].increment();
    latency[bucket(nanos)].increment();
  }

  public void connectFailed() {
    connectFailures.increment();
  }

  String app() {
    return app;
  }

  Slot slot() {
    return slot;
  }

  String release() {
    return release;
  }

  int inFlight() {
    return inFlight.get();
  }

  long answers(int statusClass) {
    return answers[statusClass].sum();
  }

  long connectFailures() {
    return connectFailures.sum();
  }

  /** All counts since the start. */
  Totals totals() {
    return new Totals(
        Stream.of(answers).mapToLong(LongAdder::sum).sum(),
        answers[SERVER_ERRORS].sum(),
        connectFailures.sum(),
        Stream.of(latency).map(LongAdder::sum).toList());
  }

  private static int bucket(long nanos) {
    List<Integer> bounds = TrafficInterval.BOUNDS_MILLIS;
    for (int i = 0; i < bounds.size(); i++) {
      if (nanos <= TimeUnit.MILLISECONDS.toNanos(bounds.get(i))) {
        return i;
      }
    }
    return bounds.size();
  }

  private static LongAdder[] adders(int count) {
    return IntStream.range(0, count).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
  }
}
