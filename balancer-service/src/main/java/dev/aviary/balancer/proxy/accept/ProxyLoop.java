package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.access.PasswordChecks;
import dev.aviary.balancer.accesslog.AccessBuffer;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.FrameCheck;
import dev.aviary.balancer.proxy.backend.BackendPool;
import dev.aviary.balancer.proxy.connection.ClientConnections;
import dev.aviary.balancer.proxy.connection.StalledClients;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.exchange.PauseQueue;
import dev.aviary.balancer.proxy.exchange.PreRoutingChecks;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.tls.ServedHosts;
import dev.aviary.balancer.trace.RequestTracer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data path on one event loop: the connections of its clients and to backends, and the scan
 * that ends what waits for too long. Only that loop uses it: no locks.
 */
final class ProxyLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);
  private static final long SCAN_MILLIS = 250;

  /** Between two scans while there is no connection. */
  private static final long REST_MILLIS = 2_000;

  private final LoopContext context;
  private final BackendPool pool;
  private final PauseQueue pauseQueue;
  private final AccessBuffer accessBuffer;
  private final ExchangeContext exchanges;
  private final ClientConnections clients;
  private final TlsPort tls;
  private @Nullable ScheduledFuture<?> next;
  private volatile long scannedAt = System.nanoTime();
  private boolean resting;

  ProxyLoop(
      LoopContext context,
      CurrentTable table,
      PreRoutingChecks checks,
      AccessBuffer accessBuffer,
      PasswordChecks passwords,
      Supplier<Channel> channels,
      StalledClients stalled,
      ServedHosts hosts,
      @Nullable RequestTracer tracer) {
    this.context = context;
    this.pool = new BackendPool(context, channels);
    this.pauseQueue = new PauseQueue(context.settings().pause());
    this.accessBuffer = accessBuffer;
    this.exchanges =
        new ExchangeContext(
            context,
            new FrameCheck(context.limits()),
            checks,
            table,
            pauseQueue,
            pool,
            accessBuffer,
            passwords,
            tracer);
    this.clients = new ClientConnections(context, stalled, this::stopResting);
    this.tls = new TlsPort(hosts, clients, exchanges, this::stopResting);
  }

  void start() {
    scanIn(SCAN_MILLIS);
  }

  /** Handles a connection of a client from now on. */
  void open(SocketChannel channel, EntryPoint entryPoint, Peer peer) {
    clients.handle(channel, peer, entryPoint, exchanges);
  }

  /** Handles a connection of a client that begins with a TLS handshake. */
  void openTls(SocketChannel channel, Peer peer) {
    tls.accept(channel, peer);
  }

  /** Every answer from now on is the last one on its connection. */
  void startDraining() {
    context.startDraining();
    clients.remember();
    pauseQueue.close();
  }

  /** There is another table: requests whose pause is over resume. */
  void passTable() {
    pool.closeUnrouted();
    pauseQueue.resumeDue();
  }

  /** Closes each connection of a client as soon as no request is on it. */
  void drainClients() {
    afterReading(clients::drain);
  }

  void drainOldClients() {
    afterReading(clients::drainRemembered);
  }

  /**
   * A loop that is behind has requests in its sockets that it has not read. What is scheduled runs
   * in a later round of the loop, which reads first.
   */
  private void afterReading(Runnable action) {
    loop().schedule(action, 1, TimeUnit.MILLISECONDS);
  }

  void closeAll() {
    clients.abortAll();
    tls.abortAll();
    pool.close();
    accessBuffer.handOver();
  }

  int clients() {
    return clients.count() + tls.count();
  }

  /** The clients that were there when draining started. */
  int oldClients() {
    return clients.remembered();
  }

  EventLoop loop() {
    return context.loop();
  }

  /** {@link System#nanoTime()} at the end of the last scan; for other threads. */
  long scannedAt() {
    return scannedAt;
  }

  private void scanIn(long millis) {
    resting = millis == REST_MILLIS;
    next = loop().schedule(this::scanAndGoOn, millis, TimeUnit.MILLISECONDS);
  }

  private void scanAndGoOn() {
    try {
      scan();
    } catch (Throwable e) {
      // A task that throws is not repeated, and deadlines must be looked at again.
      LOG.atError()
          .setCause(e)
          .log("A scan of an event loop failed; the next scan runs as planned");
    }
    scannedAt = System.nanoTime();
    boolean idle = clients() == 0 && pool.isEmpty() && accessBuffer.isEmpty();
    scanIn(idle ? REST_MILLIS : SCAN_MILLIS);
  }

  private void scan() {
    context.tick();
    clients.tick();
    tls.tick(context.now());
    pauseQueue.resumeDue();
    accessBuffer.handOver();
    pool.closeIdleSince(context.now() - context.deadlines().pooled().toNanos());
  }

  private void stopResting() {
    if (resting) {
      context.tick();
      if (next != null) {
        next.cancel(false);
      }
      scanIn(SCAN_MILLIS);
    }
  }
}
