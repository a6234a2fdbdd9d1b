package dev.aviary.balancer.control;

import dev.aviary.balancer.account.BalancerId;
import dev.aviary.balancer.loop.Loops;
import dev.aviary.balancer.loop.Round;
import dev.aviary.balancer.route.Backends;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Redis what is in force and what is in flight: every two seconds, and at once when somebody
 * may wait for it. Also tells it of withdrawals that it missed. While Redis is away all of it is
 * tried again two seconds later.
 */
@Singleton
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofSeconds(30);

  private final BalancerId id;
  private final Routing routing;
  private final Backends backends;
  private final BalancerStore store;
  private final InstantSource clock;
  private final Wake wake;
  private final Round round;
  private final Thread thread = Thread.ofPlatform().daemon().name("reporter").unstarted(this::run);
  private volatile boolean stopped;
  private boolean member;

  Reporter(
      BalancerId id,
      Routing routing,
      Backends backends,
      BalancerStore store,
      InstantSource clock,
      Wake wake,
      Loops loops) {
    this.id = id;
    this.routing = routing;
    this.backends = backends;
    this.store = store;
    this.clock = clock;
    this.wake = wake;
    // Deployments wait for the next report: it must come whatever went wrong with this one.
    this.round = loops.round("reporter", MOST, this::tell);
  }

  void start() {
    thread.start();
  }

  /** Stops in good order: nobody needs to wait for this balancer any more. */
  void stop() {
    stopped = true;
    wake.now();
    joinReporter();
    try {
      store.forget(id.toString());
    } catch (RedisException e) {
      LOG.atWarn()
          .addKeyValue("balancer", id)
          .addKeyValue("reason", e.getMessage())
          .log("Could not leave the members; deployments wait until it is back or forgotten");
    }
  }

  private void joinReporter() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        round.run();
        wake.await(BEAT);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tell() {
    try {
      beat(heartbeat());
      routing.tellUntold();
    } catch (RedisException e) {
      member = false;
      LOG.atDebug().setCause(e).log("Could not report");
    }
  }

  /** A member renews its heartbeat; one whose heartbeat is gone may be a member no longer. */
  private void beat(Heartbeat heartbeat) {
    if (!member || !store.renew(heartbeat)) {
      store.beat(heartbeat);
      member = true;
    }
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
