package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * The open-loop load generator: a request falls due at a fixed rate, whether others are answered or
 * not, and its latency counts from the moment at which it was due (so that a proxy that stalls is
 * charged for what it kept waiting). One thread that never sleeps.
 */
final class OpenLoad {
  private final int port;
  private final String path;
  private final int connections;
  private final long interval;
  private final Latencies latencies = new Latencies();
  private final ArrayDeque<Asker> idle = new ArrayDeque<>();
  private final ArrayDeque<Long> due = new ArrayDeque<>();
  private long errors;

  OpenLoad(int port, String path, int connections, int perSecond) {
    this.port = port;
    this.path = path;
    this.connections = connections;
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /**
   * Latencies of what was answered, and how many requests were not.
   *
   * @param errors not answered 200, or not at all within the run and a second
   */
  record Outcome(Latencies latencies, long errors) {}

  Outcome run(Duration length) {
    try (var selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        idle.add(open(selector));
      }
      long start = System.nanoTime();
      long end = start + length.toNanos();
      for (long next = start, now = start; now < end; now = System.nanoTime()) {
        for (; next <= now; next += interval) {
          due.add(next);
        }
        turn(selector);
      }
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while ((!due.isEmpty() || idle.size() < connections) && System.nanoTime() < patience) {
        turn(selector);
      }
      errors += due.size() + connections - idle.size();
      for (var key : selector.keys()) {
        key.channel().close();
      }
      return new Outcome(latencies, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Asker open(Selector selector) throws IOException {
    return new Asker(selector, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), path);
  }

  private void turn(Selector selector) throws IOException {
    while (!due.isEmpty() && !idle.isEmpty()) {
      idle.removeFirst().ask(due.removeFirst());
    }
    selector.selectNow(key -> {
      try {
        answered((Asker) key.attachment(), selector);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private void answered(Asker asker, Selector selector) throws IOException {
    switch (asker.read()) {
      case MORE -> {}
      case ANSWERED -> {
        latencies.add(System.nanoTime() - asker.due());
        idle.addLast(asker);
      }
      case FAILED -> {
        errors++;
        asker.close();
        idle.addLast(open(selector));
      }
    }
  }
}
