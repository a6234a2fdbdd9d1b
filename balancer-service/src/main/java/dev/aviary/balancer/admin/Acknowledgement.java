package dev.aviary.balancer.admin;

import dev.aviary.balancer.control.Routing;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.BalancerStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until what was written is in force: on every event loop, here and at every member. */
@Singleton
final class Acknowledgement {
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Routing routing;
  private final BalancerStore balancers;

  Acknowledgement(Routing routing, BalancerStore balancers) {
    this.routing = routing;
    this.balancers = balancers;
  }

  /** Whether the revision is in force within 5 seconds. */
  boolean await(Revision revision) {
    long until = System.nanoTime() + MOST.toNanos();
    return routing.await(revision, MOST) && awaitMembers(revision, until);
  }

  /** This balancer is a member, and says so at once; the others are mostly none. */
  private boolean awaitMembers(Revision revision, long until) {
    try {
      while (!balancers.acknowledged(revision)) {
        if (until - System.nanoTime() <= 0) {
          return false;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return true;
    } catch (RedisException e) {
      // It is written, and in force here; whether elsewhere too is not known.
      return false;
    }
  }
}
