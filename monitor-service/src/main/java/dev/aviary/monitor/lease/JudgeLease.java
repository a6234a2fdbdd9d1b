package dev.aviary.monitor.lease;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.lease.LeaseStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.monitor.node.NodeSettings;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The lease is renewed in Redis, and Redis may be away: nobody can take the lease then, and the monitor
 * that holds it goes on, so that a canary is withdrawn through the balancer's API as on one machine. What
 * it writes is refused by Redis once another one holds the lease. A process that stood still does
 * not know whether it holds the lease, so it judges nothing until it has asked.
 */

/**
 * Whether this monitor is the judge: the one that compares with thresholds, withdraws, records and
 * mails. Each monitor samples; one judges.
 */
@Singleton
public final class JudgeLease {

  static final Duration RENEW = LeaseStore.EXPIRY.dividedBy(5);

  private static final Logger LOG = LoggerFactory.getLogger(JudgeLease.class);
  private static final String KEY = Keys.JUDGE;

  private final LeaseStore store;
  private final NodeSettings node;
  private final String owner;
  private final List<Runnable> told = new CopyOnWriteArrayList<>();
  private final BackgroundLoop loop;
  private volatile @Nullable Lease held;
  private volatile long askedAt = System.nanoTime();
  private volatile long term;
  private boolean begun;
  private boolean seenFree;

  JudgeLease(LeaseStore store, NodeSettings node, Instance instance, BackgroundLoops loops) {
    this.store = store;
    this.node = node;
    this.owner = node.ofSwarm() ? node.name() : instance.name();
    // On one machine there is no other: what Redis says of it may come later.
    this.term = node.ofSwarm() ? 0 : 1;
    this.loop = loops.make("judge-lease", RENEW, this::round);
  }

  @EventListener
  void start(StartupEvent event) {
    loop.start();
  }

  /** Is run when this monitor becomes the judge, and when it no longer is. */
  public void onChange(Runnable listener) {
    told.add(listener);
  }

  /** Whether this monitor judges, as far as is known. Asks nobody. */
  public boolean judges() {
    return term > 0
        && (!node.ofSwarm() || System.nanoTime() - askedAt < LeaseStore.EXPIRY.toNanos());
  }

  /** 0: it is not the judge. Another number than before: others may have judged meanwhile. */
  public long term() {
    return term;
  }

  /** Only while this monitor is the judge, by Redis. */
  public AtomicWrite guard(AtomicWrite write) {
    Lease mine = held;
    return mine == null ? write.expect(KEY, "") : store.guard(write, mine);
  }

  /** Whether a guarded write was refused because this monitor is not the judge. */
  public boolean refused(WriteOutcome outcome) {
    boolean refused = outcome.equals(new WriteOutcome.Conflict(KEY));
    if (refused) {
      loop.wake();
    }
    return refused;
  }

  private void round() {
    try {
      Lease mine = held;
      if (mine == null) {
        look();
      } else if (!store.renew(mine)) {
        expired(mine);
      }
    } finally {
      askedAt = System.nanoTime();
    }
  }

  /**
   * The one that held it before, and could not renew it, comes first: a lease that is free is taken
   * at the second look.
   */
  private void look() {
    if (begun && node.ofSwarm() && !seenFree) {
      seenFree = store.owner(KEY).isEmpty();
      return;
    }
    Optional<Lease> taken = store.acquire(KEY, owner);
    begun = true;
    seenFree = false;
    taken.ifPresent(this::took);
    if (taken.isEmpty() && term > 0) {
      lost();
    }
  }

  /** Its time ran out while Redis was away, or Redis lost it, or another one has it. */
  private void expired(Lease mine) {
    Optional<Lease> again = store.acquire(KEY, owner);
    held = again.orElse(null);
    if (again.isEmpty()) {
      lost();
    } else if (node.ofSwarm() || again.get().token() > mine.token() + 1) {
      lost();
      took(again.get());
    }
  }

  private void took(Lease lease) {
    held = lease;
    askedAt = System.nanoTime();
    LOG.atInfo().addKeyValue("number", lease.token()).log("This monitor judges");
    if (term == 0) {
      term = lease.token();
      told.forEach(Runnable::run);
    }
  }

  private void lost() {
    held = null;
    term = 0;
    LOG.atWarn().log("Another monitor judges");
    told.forEach(Runnable::run);
  }

  /** After all that is done by the judge has ended, so that another one need not wait. */
  @PreDestroy
  void release() {
    loop.close();
    Lease mine = held;
    if (mine != null) {
      try {
        store.release(mine);
      } catch (RedisException away) {
        LOG.atInfo().log("Could not release the lease, which expires: Redis is away");
      }
    }
  }
}
