package dev.aviary.builder.reconcile;

import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.BalancerStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows how the balancers take up each change of one app's containers. A change is dated with the
 * revision at which this loop first saw it, which is never before the one that made it.
 */
final class RouteUptakes {
  /** How long requests in flight are waited for, once no new one can come. */
  static final Duration DRAIN = Duration.ofSeconds(30);

  /**
   * How long a balancer's silence does not count after the data was lost: in that time every
   * balancer that lives has said so again.
   */
  static final Duration SETTLE = BalancerStore.EXPIRY.multipliedBy(2);

  private final BalancerStore balancers;
  private final LongSupplier nanos;
  private final Map<String, Mark> draining = new HashMap<>();
  private final Map<String, Mark> serving = new HashMap<>();
  private @Nullable Long distrustedSince;

  /**
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  RouteUptakes(BalancerStore balancers, LongSupplier nanos) {
    this.balancers = balancers;
    this.nanos = nanos;
  }

  /**
   * @param acknowledgedAt by {@code nanos}, or null
   */
  private record Mark(Revision revision, @Nullable Long acknowledgedAt) {}

  /** The data was lost: the members have to make themselves known again. */
  void distrust() {
    distrustedSince = nanos.getAsLong();
  }

  /** Whether every balancer sends requests to the container. */
  RouteUptake serving(String container, Revision now) {
    return acknowledged(serving, container, now) == null ? RouteUptake.UNSEEN : RouteUptake.CLEAR;
  }

  /** Whether every balancer has stopped to send requests to the container, and has none left. */
  RouteUptake draining(String container, Revision now) {
    Long since = acknowledged(draining, container, now);
    if (since == null) {
      return RouteUptake.UNSEEN;
    }
    Revision revision = draining.getOrDefault(container, new Mark(now, null)).revision();
    boolean over = nanos.getAsLong() - since >= DRAIN.toNanos();
    return over || balancers.idle(container, revision) ? RouteUptake.CLEAR : RouteUptake.IN_FLIGHT;
  }

  /** Forgets what is no longer served or drained. */
  void keep(Set<String> served, Set<String> drained) {
    serving.keySet().retainAll(new HashSet<>(served));
    draining.keySet().retainAll(new HashSet<>(drained));
  }

  private @Nullable Long acknowledged(Map<String, Mark> marks, String container, Revision now) {
    Mark mark = marks.get(container);
    if (mark == null || !mark.revision().epoch().equals(now.epoch())) {
      mark = new Mark(now, null);
    }
    if (mark.acknowledgedAt() == null && trusted() && balancers.acknowledged(mark.revision())) {
      mark = new Mark(mark.revision(), nanos.getAsLong());
    }
    marks.put(container, mark);
    return mark.acknowledgedAt();
  }

  private boolean trusted() {
    Long since = distrustedSince;
    return since == null || nanos.getAsLong() - since >= SETTLE.toNanos();
  }
}
