package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.proxy.loop.Deadlines;
import dev.aviary.balancer.tls.ServedHosts;
import dev.aviary.contract.route.RouteTable;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data path as a whole: opens its ports, follows tables, drains and stops. */
@Singleton
public final class DataPath {
  private static final Logger LOG = LoggerFactory.getLogger(DataPath.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ProxyLoops loops;
  private final Listeners listeners;
  private final ServedHosts hosts;
  private final Deadlines deadlines;
  private @Nullable Channel publicPort;

  DataPath(ProxyLoops loops, Listeners listeners, ServedHosts hosts, Deadlines deadlines) {
    this.loops = loops;
    this.hosts = hosts;
    this.listeners = listeners;
    this.deadlines = deadlines;
  }

  public void open() {
    publicPort = listeners.open();
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
    if (publicPort != null) {
      publicPort.close().syncUninterruptibly();
    }
    listeners.close();
    loops.drain();
    long until = System.nanoTime() + deadlines.drain().toNanos();
    while (loops.clients() > 0 && until - System.nanoTime() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    LOG.atInfo().addKeyValue("cutOff", loops.clients()).log("Drained");
    loops.closeAll();
  }
}
