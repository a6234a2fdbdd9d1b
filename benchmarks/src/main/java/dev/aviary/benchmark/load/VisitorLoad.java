package dev.aviary.benchmark.load;

import dev.aviary.benchmark.load.VisitorCounts.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An open load of visitors that do not wait for each other: a request falls due at a fixed rate,
 * and goes out on a connection that is idle, else on a new one. One request of some has a
 * connection of its own. Visitors have 64 addresses, so that limits of one client are not met. One
 * thread.
 */
public final class VisitorLoad {
  /** Idle connections that are kept. */
  private static final int KEPT = 64;

  private static final int ADDRESSES = 64;

  /** Fewer than the descriptors that a process may have. */
  private static final int MOST_WAITING = 8_000;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final LoadTarget target;
  private final long interval;
  private final int newEvery;
  private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
  private final VisitorCounts counts = new VisitorCounts();
  private int visitors;
  private int opened;
  private int waiting;

  /**
   * @param newEvery one request of so many has a connection of its own
   */
  public VisitorLoad(LoadTarget target, int perSecond, int newEvery) {
    this.target = target;
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.newEvery = newEvery;
  }

  /** Asks while it is to go on; what is then without an answer has 20 s more. */
  public VisitorCounts runWhile(BooleanSupplier goesOn) {
    try (var selector = Selector.open()) {
      for (int i = 0; i < KEPT; i++) {
        idle.add(open(selector));
      }
      long next = System.nanoTime();
      while (goesOn.getAsBoolean()) {
        selector.select(this::happened, 1);
        for (long now = System.nanoTime(); next <= now; next += interval) {
          ask(selector, next);
        }
      }
      long end = System.nanoTime() + PATIENCE;
      while (waiting > 0 && System.nanoTime() < end) {
        selector.select(this::happened, 1);
      }
      counts.lost(Loss.LATE, "no answer in time", waiting);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoadConnection open(Selector selector) throws IOException {
    int address = opened++ % ADDRESSES;
    byte[] from = {127, 1, 0, (byte) (address + 1)};
    return LoadConnection.connect(
        selector, target, new InetSocketAddress(InetAddress.getByAddress(from), 0));
  }

  private void ask(Selector selector, long due) throws IOException {
    if (waiting >= MOST_WAITING) {
      counts.lost(Loss.LATE, "not sent, because " + MOST_WAITING + " others waited", 1);
      return;
    }
    boolean alone = visitors % newEvery == 0;
    LoadConnection connection;
    try {
      connection = alone || idle.isEmpty() ? open(selector) : idle.removeFirst();
    } catch (ConnectException e) {
      counts.lost(Loss.REFUSED, "refused", 1);
      return;
    } finally {
      visitors++;
    }
    try {
      connection.ask(due, alone);
      waiting++;
    } catch (IOException e) {
      // It broke while it was idle, and that was not read yet.
      connection.close();
      counts.lost(Loss.BROKEN, connection.said(), 1);
    }
  }

  private void happened(SelectionKey key) {
    try {
      var connection = (LoadConnection) key.attachment();
      if (key.isConnectable()) {
        connected(connection, key);
      } else {
        read(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connected(LoadConnection connection, SelectionKey key) throws IOException {
    try {
      connection.connected(key);
    } catch (IOException e) {
      idle.remove(connection);
      connection.close();
      if (connection.asked()) {
        waiting--;
        Loss loss = e instanceof ConnectException ? Loss.REFUSED : Loss.BROKEN;
        counts.lost(loss, loss == Loss.REFUSED ? "refused" : "the connection broke", 1);
      }
    }
  }

  private void read(LoadConnection connection) throws IOException {
    boolean asked = connection.asked();
    LoadConnection.Progress progress = connection.read();
    switch (progress) {
      case MORE -> {
        return;
      }
      case ANSWERED -> counts.answered(connection.due(), connection.askedAt(), System.nanoTime());
      case DECLINED -> counts.lost(Loss.DECLINED, connection.said(), 1);
      case ENDED -> {
        if (asked) {
          counts.lost(Loss.BROKEN, connection.said(), 1);
        } else {
          idle.remove(connection);
        }
      }
    }
    if (asked) {
      waiting--;
    }
    if (progress == LoadConnection.Progress.ENDED || connection.last() || idle.size() >= KEPT) {
      connection.close();
    } else {
      idle.addLast(connection);
    }
  }
}
