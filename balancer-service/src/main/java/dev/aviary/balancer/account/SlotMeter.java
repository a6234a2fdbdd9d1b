package dev.aviary.balancer.account;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts what one release answered in one slot of one app, and how its visitors fared. Counting
 * never blocks.
 */
public final class SlotMeter {
  /** First the requests whose client left before the answer, then 1xx to 5xx. */
  static final List<String> CLASSES = List.of("aborted", "1xx", "2xx", "3xx", "4xx", "5xx");

  private static final int SERVER_ERRORS = 5;
  private static final long[] BOUNDS_NANOS =
      TrafficInterval.BOUNDS_MILLIS.stream().mapToLong(TimeUnit.MILLISECONDS::toNanos).toArray();

  private final String app;
  private final Slot slot;
  private final String release;
  private final LongAdder[] answers = adders(CLASSES.size());
  private final LongAdder[] latency = adders(BOUNDS_NANOS.length + 1);
  private final LongAdder nanos = new LongAdder();
  private final LongAdder connectFailures = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder failedAttempts = new LongAdder();
  private final LongAdder[] millis = adders(LatencyBounds.NAMES.size());
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile LongUnaryOperator setAside = now -> 0;

  /** A meter that is not among the {@link SlotMeters} is reported nowhere. */
  public SlotMeter(String app, Slot slot, String release) {
    this.app = app;
    this.slot = slot;
    this.release = release;
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
   * @param took nanoseconds from the request's head to the answer's end
   */
  public void answered(int status, long took) {
    answers[Math.clamp(status / 100, 0, SERVER_ERRORS)].increment();
    latency[bucket(took)].increment();
    nanos.add(took);
  }

  public void connectFailed() {
    connectFailures.increment();
  }

  /**
   * What became of a visitor's request in this slot is known; once each.
   *
   * @param failed by the slot's fault
   */
  public void attempted(boolean failed) {
    attempts.increment();
    if (failed) {
      failedAttempts.increment();
    }
  }

  /**
   * A visitor's request waited for this slot.
   *
   * @param took nanoseconds from when the slot was chosen to the answer's end, or until the request
   *     was given up
   */
  public void waited(long took) {
    millis[LatencyBounds.index(took)].increment();
  }

  /**
   * Where to ask whether the slot is set aside.
   *
   * @param nanos from {@link System#nanoTime()} to the nanoseconds left; 0 when it is not
   */
  public void setAsideBy(LongUnaryOperator nanos) {
    setAside = nanos;
  }

  /** Nanoseconds for which the slot still gets no request; 0 when it gets them. */
  long setAside(long now) {
    return setAside.applyAsLong(now);
  }

  String app() {
    return app;
  }

  Slot slot() {
    return slot;
  }

  public String release() {
    return release;
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Answers by what became of them, in the order of {@link #CLASSES}. */
  List<Long> answers() {
    return sums(answers);
  }

  /** All that the answers took together. */
  long nanos() {
    return nanos.sum();
  }

  /** All counts since the start. */
  Totals totals() {
    List<Long> counts = answers();
    return new Totals(
        counts.stream().mapToLong(Long::longValue).sum(),
        counts.get(SERVER_ERRORS),
        connectFailures.sum(),
        sums(latency),
        attempts.sum(),
        failedAttempts.sum(),
        sums(millis));
  }

  private static int bucket(long took) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && took > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static List<Long> sums(LongAdder[] adders) {
    return Stream.of(adders).map(LongAdder::sum).toList();
  }

  private static LongAdder[] adders(int count) {
    return IntStream.range(0, count).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
  }
}
