package dev.aviary.balancer.proxy;

import dev.aviary.balancer.route.Backend;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connections to backends. The one that was used last is used next, so that those
 * that are not needed grow old and go.
 */
final class BackendPool {
  /** Idle for less than this, a connection may carry a request that cannot be repeated. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final RecvByteBufAllocator READS = WaterMarks.reads();

  private final Worker worker;
  private final Supplier<Channel> channels;
  private final Map<Backend, ArrayDeque<BackendConnection>> idle = new HashMap<>();

  BackendPool(Worker worker, Supplier<Channel> channels) {
    this.worker = worker;
    this.channels = channels;
  }

  Outbox outbox() {
    return worker.outbox();
  }

  /**
   * Gets the exchange a connection: an idle one, or a new one. The exchange is told the outcome.
   *
   * @param fresh only a new connection will do
   * @param mayBeStale the request can be repeated if the backend hung up in the meantime
   */
  void lease(Backend backend, boolean fresh, boolean mayBeStale, Exchange exchange) {
    BackendConnection kept = fresh ? null : take(backend, mayBeStale);
    if (kept == null) {
      connect(backend, exchange);
    } else {
      exchange.connected(kept);
    }
  }

  private @Nullable BackendConnection take(Backend backend, boolean mayBeStale) {
    ArrayDeque<BackendConnection> connections = idle.get(backend);
    BackendConnection newest = connections == null ? null : connections.peekFirst();
    if (connections == null
        || newest == null
        || (!mayBeStale && System.nanoTime() - newest.idleSince() > FRESH_NANOS)) {
      return null;
    }
    connections.removeFirst();
    if (newest.holdsLeftovers()) {
      // The connection looks when a read ends; whose answer a visitor gets does not hang on that.
      newest.close();
      return take(backend, mayBeStale);
    }
    return newest;
  }

  private void connect(Backend backend, Exchange exchange) {
    var connection = new BackendConnection(this, backend, worker.limits());
    bootstrap()
        .handler(connection.pipeline())
        .connect(backend.address())
        .addListener(
            (ChannelFuture done) -> onLoop(() -> connected(done.cause(), connection, exchange)));
  }

  private static void connected(
      @Nullable Throwable failure, BackendConnection connection, Exchange exchange) {
    if (failure == null) {
      connection.backend().sawUp();
      exchange.connected(connection);
    } else {
      // Netty says so where there is no socket to connect: descriptors ran out.
      exchange.connectFailed(!(failure instanceof ChannelException));
    }
  }

  /** A channel that could not be made, for want of descriptors, is told on another thread. */
  private void onLoop(Runnable action) {
    if (worker.loop().inEventLoop()) {
      action.run();
    } else {
      worker.loop().execute(action);
    }
  }

  /**
   * Takes a connection back, and keeps it for later where something may be sent again.
   *
   * @param keep its last answer ended as it should
   */
  void release(BackendConnection connection, boolean keep) {
    if (!keep
        || worker.draining()
        || !connection.backend().routed()
        || !connection.open()
        || connection.holdsLeftovers()) {
      connection.close();
      return;
    }
    ArrayDeque<BackendConnection> connections =
        idle.computeIfAbsent(connection.backend(), backend -> new ArrayDeque<>());
    if (connections.size() >= worker.settings().backends().idle()) {
      connections.removeLast().close();
    }
    connections.addFirst(connection);
    connection.rest(worker.now());
  }

  /** The connection closed while it was idle. */
  void gone(BackendConnection connection) {
    ArrayDeque<BackendConnection> connections = idle.get(connection.backend());
    if (connections != null) {
      connections.remove(connection);
    }
  }

  /** Closes what leads to containers without routes. */
  void closeUnrouted() {
    idle.entrySet().stream()
        .filter(entry -> !entry.getKey().routed())
        .map(Map.Entry::getValue)
        .forEach(BackendPool::closeAll);
    idle.keySet().removeIf(backend -> !backend.routed());
  }

  /** Nothing is kept for later. */
  boolean isEmpty() {
    return idle.values().stream().allMatch(ArrayDeque::isEmpty);
  }

  void closeIdleSince(long then) {
    for (ArrayDeque<BackendConnection> connections : idle.values()) {
      while (!connections.isEmpty() && connections.peekLast().idleSince() - then < 0) {
        connections.removeLast().close();
      }
    }
  }

  void close() {
    idle.values().forEach(BackendPool::closeAll);
    idle.clear();
  }

  private static void closeAll(ArrayDeque<BackendConnection> connections) {
    while (!connections.isEmpty()) {
      connections.removeFirst().close();
    }
  }

  private Bootstrap bootstrap() {
    return new Bootstrap()
        .group(worker.loop())
        .channelFactory(channels::get)
        .option(ChannelOption.AUTO_READ, false)
        // An answer may still be there to read when the backend refuses the rest of a request.
        .option(ChannelOption.AUTO_CLOSE, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WaterMarks.WRITES)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) worker.deadlines().connect().toMillis());
  }
}
