package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.proxy.loop.Deadlines;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.tls.ServedHosts;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A client may send a request on an idle connection in the moment in which the balancer closes it.
 * So a balancer that stops leaves idle connections open for a while: the next answer on each says
 * that it is the last one (HAProxy: idle-close-on-response).
 *
 * Without a successor, what is not accepted waits until the next process has started. So the
 * balancer goes on accepting until the requests that it had when it was told to stop have ended. A
 * download of ten minutes would take all the time there is, and visitors would wait as long.
 */

/** The data path as a whole: opens its ports, follows tables, drains and stops. */
@Singleton
public final class DataPath {
  private static final Logger LOG = LoggerFactory.getLogger(DataPath.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Of the time to drain, for an idle connection to bring one more request. */
  private static final int IDLE_PART = 10;

  /** Of the time to drain, for the requests that came last, while new connections wait. */
  private static final int LAST_PART = 6;

  /** For the first request of a connection that was accepted last. */
  private static final long FIRST_BYTES_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ProxyLoops loops;
  private final Listeners listeners;
  private final ServedHosts hosts;
  private final Deadlines deadlines;

  DataPath(ProxyLoops loops, Listeners listeners, ServedHosts hosts, Deadlines deadlines) {
    this.loops = loops;
    this.hosts = hosts;
    this.listeners = listeners;
    this.deadlines = deadlines;
  }

  public void open() {
    listeners.open();
  }

  /**
   * Returns when no event loop uses an older table any more. To be called after the table that
   * requests are routed by was changed.
   */
  public void follow(RouteTable table) {
    hosts.follow(table);
    listeners.follow(table);
    loops.pass();
  }

  /** Takes no further connections, lets requests in flight end until the deadline, closes all. */
  public void stop() {
    long now = System.nanoTime();
    long drain = deadlines.drain().toNanos();
    if (listeners.kept() && !listeners.othersAccept()) {
      acceptUntilOldRequestsEnd(now, drain);
    } else {
      listeners.close();
      loops.drain();
      await(() -> loops.clients() == 0, now + drain / IDLE_PART);
    }
    loops.closeIdle();
    await(() -> loops.clients() == 0, now + drain);
    LOG.atInfo().addKeyValue("cutOff", loops.clients()).log("Stopped the data path");
    loops.closeAll();
  }

  private void acceptUntilOldRequestsEnd(long now, long drain) {
    loops.drain();
    await(() -> loops.oldClients() == 0, now + drain / IDLE_PART);
    loops.closeIdleOld();
    await(() -> loops.oldClients() == 0, now + drain - drain / LAST_PART);
    listeners.close();
    await(() -> loops.clients() == 0, System.nanoTime() + FIRST_BYTES_NANOS);
  }

  private static void await(BooleanSupplier done, long until) {
    while (!done.getAsBoolean() && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
