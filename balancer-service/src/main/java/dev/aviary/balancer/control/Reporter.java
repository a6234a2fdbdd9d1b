package dev.aviary.balancer.control;

import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.route.Backends;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to Redis what is in force and what is in flight: every two seconds, and at once after a
 * change. It also writes withdrawals, splits and interruptions that Redis lacks. While Redis is
 * away it tries again every two seconds.
 */
@Singleton
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final Duration BEAT = Duration.ofSeconds(2);

  private final BalancerId id;
  private final Routing routing;
  private final Backends backends;
  private final BalancerStore store;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private boolean member;

  /** Whether the ids of this machine that no balancer has now were taken from the members. */
  private boolean alone;

  Reporter(
      BalancerId id,
      Routing routing,
      Backends backends,
      BalancerStore store,
      InstantSource clock,
      ReportSignal wake,
      BackgroundLoops loops) {
    this.id = id;
    this.routing = routing;
    this.backends = backends;
    this.store = store;
    this.clock = clock;
    this.loop = loops.make("reporter", BEAT, this::tell);
    wake.wakes(loop::wake);
  }

  void start() {
    loop.start();
  }

  /** Stops, and leaves the members: deployments wait for this balancer no longer. */
  void stop() {
    loop.close();
    try {
      store.forget(id.toString());
    } catch (RedisException e) {
      LOG.atWarn()
          .addKeyValue("balancer", id)
          .addKeyValue("reason", e.getMessage())
          .log(
              "Could not leave the members; deployments wait until this balancer is back or forgotten");
    }
  }

  private void tell() {
    beat(heartbeat());
    if (!alone) {
      id.unused().forEach(store::forget);
      alone = true;
    }
    routing.tellUntold();
  }

  /** A member renews its heartbeat; one whose heartbeat is gone may be a member no longer. */
  private void beat(Heartbeat heartbeat) {
    boolean before = member;
    // Until all of it has gone well: a command that timed out may have been done.
    member = false;
    if (!before || !store.renew(heartbeat)) {
      store.beat(heartbeat);
    }
    member = true;
  }

  private Heartbeat heartbeat() {
    // The revision first: a count that is read after it holds every request of older tables.
    Applied applied = routing.applied();
    return new Heartbeat(
        id.toString(),
        clock.instant(),
        applied.revision(),
        backends.inFlight(),
        Shares.of(applied.table()));
  }
}
