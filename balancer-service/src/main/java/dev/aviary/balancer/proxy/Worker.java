package dev.aviary.balancer.proxy;

import dev.aviary.balancer.accesslog.AccessBuffer;
import dev.aviary.balancer.client.Doorkeeper;
import dev.aviary.balancer.http.FrameCheck;
import dev.aviary.balancer.http.Limits;
import dev.aviary.balancer.http.Via;
import dev.aviary.balancer.route.CurrentTable;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop has for itself: its clients, its connections to backends, a coarse clock and
 * the scan for deadlines. Used by that loop alone, so nothing here is locked.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long SCAN_MILLIS = 250;

  /** Between two scans while there is nobody whose time could run out. */
  private static final long REST_MILLIS = 2_000;

  private final EventLoop loop;
  private final CurrentTable table;
  private final Settings settings;
  private final FrameCheck frameCheck;
  private final Admission admission;
  private final BackendPool pool;
  private final Outbox outbox;
  private final Lobby lobby;
  private final AccessBuffer accessBuffer;
  private final RandomGenerator random = new SplittableRandom();
  private final Set<ClientConnection> clients = new HashSet<>();
  private final StalledClients stalled;
  private int stalledHere;
  private long now = System.nanoTime();
  private @Nullable ScheduledFuture<?> next;
  private volatile long scannedAt = System.nanoTime();
  private boolean resting;
  private boolean draining;

  Worker(
      EventLoop loop,
      CurrentTable table,
      Settings settings,
      Doorkeeper door,
      Via via,
      AccessBuffer accessBuffer,
      Supplier<Channel> channels,
      StalledClients stalled) {
    this.loop = loop;
    this.table = table;
    this.settings = settings;
    this.frameCheck = new FrameCheck(settings.limits());
    this.admission = new Admission(door, via, random);
    this.pool = new BackendPool(this, channels);
    this.outbox = new Outbox(loop);
    this.lobby = new Lobby(settings.pause());
    this.accessBuffer = accessBuffer;
    this.stalled = stalled;
  }

  void start() {
    scanIn(SCAN_MILLIS);
  }

  private void scanIn(long millis) {
    resting = millis == REST_MILLIS;
    next = loop.schedule(this::scanAndGoOn, millis, TimeUnit.MILLISECONDS);
  }

  private void scanAndGoOn() {
    try {
      scan();
    } catch (Throwable e) {
      // Whatever it was, deadlines must be looked at again: a task that throws is not repeated.
      LOG.atError().setCause(e).log("A scan of an event loop failed; the next one follows");
    }
    scannedAt = System.nanoTime();
    boolean idle = clients.isEmpty() && pool.isEmpty() && accessBuffer.isEmpty();
    scanIn(idle ? REST_MILLIS : SCAN_MILLIS);
  }

  private void stopResting() {
    now = System.nanoTime();
    if (next != null) {
      next.cancel(false);
    }
    scanIn(SCAN_MILLIS);
  }

  /** Every answer from now on is the last one on its connection. */
  void startDraining() {
    draining = true;
    lobby.close();
  }

  /** There is another table: who waits may go on, and who leads nowhere is left. */
  void passTable() {
    pool.closeUnrouted();
    lobby.look();
  }

  void closeIdleClients() {
    List.copyOf(clients).forEach(ClientConnection::closeIfIdle);
  }

  void closeAll() {
    List.copyOf(clients).forEach(ClientConnection::abort);
    pool.close();
    accessBuffer.handOver();
  }

  void joined(ClientConnection client) {
    if (resting) {
      stopResting();
    }
    clients.add(client);
  }

  void left(ClientConnection client) {
    clients.remove(client);
  }

  int clients() {
    return clients.size();
  }

  EventLoop loop() {
    return loop;
  }

  CurrentTable table() {
    return table;
  }

  Settings settings() {
    return settings;
  }

  Limits limits() {
    return settings.limits();
  }

  Deadlines deadlines() {
    return settings.deadlines();
  }

  FrameCheck frameCheck() {
    return frameCheck;
  }

  Admission admission() {
    return admission;
  }

  BackendPool pool() {
    return pool;
  }

  Outbox outbox() {
    return outbox;
  }

  Lobby lobby() {
    return lobby;
  }

  AccessBuffer accessBuffer() {
    return accessBuffer;
  }

  RandomGenerator random() {
    return random;
  }

  /** {@link System#nanoTime()} at the end of the last scan; for other threads. */
  long scannedAt() {
    return scannedAt;
  }

  /** {@link System#nanoTime()} as of the last scan. */
  long now() {
    return now;
  }

  boolean draining() {
    return draining;
  }

  private void scan() {
    now = System.nanoTime();
    List.copyOf(clients).forEach(this::tick);
    cutStalled();
    lobby.look();
    accessBuffer.handOver();
    pool.closeIdleSince(now - deadlines().pooled().toNanos());
  }

  /** Of too many that take nothing, those go that have taken nothing for longest. */
  private void cutStalled() {
    int now = (int) clients.stream().filter(ClientConnection::stalled).count();
    int excess = stalled.counted(stalledHere, now);
    stalledHere = now;
    if (excess > 0) {
      clients.stream()
          .filter(ClientConnection::stalled)
          .sorted(Comparator.comparingLong(client -> client.movedAt() - this.now))
          .limit(excess)
          .toList()
          .forEach(ClientConnection::abort);
      LOG.atWarn()
          .addKeyValue("clients", excess)
          .addKeyValue("stalled", now)
          .log("Cut off clients that took nothing of their answers");
    }
  }

  /** What goes wrong with one client holds up no other. */
  private void tick(ClientConnection client) {
    try {
      client.tick(now);
    } catch (RuntimeException e) {
      Unexpected.report(e);
      client.abort();
    }
  }
}
