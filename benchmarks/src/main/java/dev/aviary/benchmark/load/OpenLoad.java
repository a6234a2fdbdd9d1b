package dev.aviary.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The open-loop load generator: a request falls due at a fixed rate, whether others are answered or
 * not, and its latency counts from the moment at which it was due (so that a proxy that stalls is
 * charged for what it kept waiting). One thread.
 */
public final class OpenLoad {
  private final LoadTarget target;
  private final int connections;
  private final long interval;
  private final Latencies latencies = new Latencies();
  private final Map<String, Long> failures = new TreeMap<>();
  private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
  private final ArrayDeque<Long> due = new ArrayDeque<>();

  public OpenLoad(LoadTarget target, int connections, int perSecond) {
    this.target = target;
    this.connections = connections;
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /**
   * What became of the requests.
   *
   * @param latencies of those that were answered 200
   * @param failures the others, by what happened
   */
  public record Outcome(Latencies latencies, Map<String, Long> failures) {
    public long errors() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Never sleeps: latency is to the microsecond. What is late by a second is no answer. */
  public Outcome run(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return run(() -> System.nanoTime() < end, 0, Duration.ofSeconds(1));
  }

  /** Sleeps for up to a millisecond and leaves the machine to others; what is late has 20 s. */
  public Outcome runWhile(BooleanSupplier goesOn) {
    return run(goesOn, 1, Duration.ofSeconds(20));
  }

  private Outcome run(BooleanSupplier goesOn, long sleepMillis, Duration patience) {
    try (var selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        idle.add(LoadConnection.open(selector, target));
      }
      long next = System.nanoTime();
      while (goesOn.getAsBoolean()) {
        for (long now = System.nanoTime(); next <= now; next += interval) {
          due.add(next);
        }
        turn(selector, sleepMillis);
      }
      long end = System.nanoTime() + patience.toNanos();
      while ((!due.isEmpty() || idle.size() < connections) && System.nanoTime() < end) {
        turn(selector, sleepMillis);
      }
      failed("no answer in time", due.size() + connections - idle.size());
      for (var key : selector.keys()) {
        key.channel().close();
      }
      return new Outcome(latencies, failures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn(Selector selector, long sleepMillis) throws IOException {
    while (!due.isEmpty() && !idle.isEmpty()) {
      idle.removeFirst().ask(due.removeFirst());
    }
    if (sleepMillis == 0) {
      selector.selectNow(key -> readable(key, selector));
    } else {
      selector.select(key -> readable(key, selector), sleepMillis);
    }
  }

  private void readable(SelectionKey key, Selector selector) {
    try {
      answered((LoadConnection) key.attachment(), selector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answered(LoadConnection asker, Selector selector) throws IOException {
    switch (asker.read()) {
      case MORE -> {}
      case ANSWERED -> {
        latencies.add(System.nanoTime() - asker.due());
        idle.addLast(asker);
      }
      case DECLINED, ENDED -> {
        failed(asker.said(), 1);
        asker.close();
        idle.addLast(LoadConnection.open(selector, target));
      }
    }
  }

  private void failed(String why, long count) {
    if (count > 0) {
      failures.merge(why, count, Long::sum);
    }
  }
}
