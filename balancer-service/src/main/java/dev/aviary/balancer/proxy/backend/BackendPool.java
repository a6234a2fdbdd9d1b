package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.proxy.loop.BufferSizes;
import dev.aviary.balancer.proxy.loop.LoopContext;
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
 * The connections of one event loop to backends. The connection that was used last is used next, so
 * that connections beyond the need grow old and are closed.
 */
public final class BackendPool {
  /** Idle for less than this, a connection may carry a request that cannot be repeated. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final RecvByteBufAllocator READS = BufferSizes.reads();

  private final LoopContext loop;
  private final Supplier<Channel> channels;
  private final Map<Backend, ArrayDeque<BackendConnection>> idle = new HashMap<>();
  private final BackendHttp2Pool http2;

  public BackendPool(LoopContext loop, Supplier<Channel> channels) {
    this.loop = loop;
    this.channels = channels;
    this.http2 = new BackendHttp2Pool(loop, this::bootstrap);
  }

  /**
   * Acquires a way to the backend, an idle connection, a new one or a stream, and tells the
   * listener.
   *
   * @param fresh only a new connection will do
   * @param mayBeStale the request can be sent again if the backend hung up in the meantime
   */
  public void acquire(
      Backend backend, boolean fresh, boolean mayBeStale, ConnectListener listener) {
    if (backend.member().http2()) {
      http2.acquire(backend, fresh, listener);
      return;
    }
    BackendConnection kept = fresh ? null : take(backend, mayBeStale);
    if (kept == null) {
      connect(backend, listener);
    } else {
      listener.connected(kept);
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
      // The connection itself looks only when a read ends. A stranger's answer must never pass.
      newest.close();
      return take(backend, mayBeStale);
    }
    return newest;
  }

  private void connect(Backend backend, ConnectListener listener) {
    var connection = new BackendConnection(loop, backend, this::remove);
    bootstrap()
        .handler(connection.pipeline())
        .connect(backend.address())
        .addListener(
            (ChannelFuture done) -> onLoop(() -> connected(done.cause(), connection, listener)));
  }

  private static void connected(
      @Nullable Throwable failure, BackendConnection connection, ConnectListener listener) {
    if (failure == null) {
      connection.backend().sawUp();
      listener.connected(connection);
    } else {
      // Netty throws this when the process has no file descriptor left for a socket.
      listener.connectFailed(
          failure instanceof ChannelException
              ? ConnectListener.Failure.NO_SOCKET
              : ConnectListener.Failure.NO_CONNECTION);
    }
  }

  /** Netty reports a channel that could not be created on a thread of its own. */
  private void onLoop(Runnable action) {
    if (loop.loop().inEventLoop()) {
      action.run();
    } else {
      loop.loop().execute(action);
    }
  }

  /**
   * Takes a channel back, and keeps its connection for another request where that is possible.
   *
   * @param keep the last answer on it was complete
   */
  public void release(BackendChannel channel, boolean keep) {
    if (channel instanceof BackendConnection connection) {
      release(connection, keep);
    } else {
      channel.close();
    }
  }

  private void release(BackendConnection connection, boolean keep) {
    if (!keep
        || loop.draining()
        || !connection.backend().routed()
        || !connection.open()
        || connection.holdsLeftovers()) {
      connection.close();
      return;
    }
    ArrayDeque<BackendConnection> connections =
        idle.computeIfAbsent(connection.backend(), backend -> new ArrayDeque<>());
    if (connections.size() >= loop.settings().backends().idle()) {
      connections.removeLast().close();
    }
    connections.addFirst(connection);
    connection.rest(loop.now());
  }

  /** The connection closed while it was idle. */
  private void remove(BackendConnection connection) {
    ArrayDeque<BackendConnection> connections = idle.get(connection.backend());
    if (connections != null) {
      connections.remove(connection);
    }
  }

  /** Closes idle connections to containers without routes. */
  public void closeUnrouted() {
    http2.closeUnrouted();
    idle.entrySet().stream()
        .filter(entry -> !entry.getKey().routed())
        .map(Map.Entry::getValue)
        .forEach(BackendPool::closeAll);
    idle.keySet().removeIf(backend -> !backend.routed());
  }

  /** Whether there is no connection that is kept for later. */
  public boolean isEmpty() {
    return http2.isEmpty() && idle.values().stream().allMatch(ArrayDeque::isEmpty);
  }

  /**
   * Closes connections that have been idle since before that moment.
   *
   * @param then {@link System#nanoTime()}
   */
  public void closeIdleSince(long then) {
    http2.closeIdleSince(then);
    for (ArrayDeque<BackendConnection> connections : idle.values()) {
      while (!connections.isEmpty() && connections.peekLast().idleSince() - then < 0) {
        connections.removeLast().close();
      }
    }
  }

  public void close() {
    http2.close();
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
        .group(loop.loop())
        .channelFactory(channels::get)
        .option(ChannelOption.AUTO_READ, false)
        // An answer may still be there to read when the backend refuses the rest of a request.
        .option(ChannelOption.AUTO_CLOSE, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BufferSizes.WRITES)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) loop.deadlines().connect().toMillis());
  }
}
