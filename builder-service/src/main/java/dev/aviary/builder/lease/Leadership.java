package dev.aviary.builder.lease;

import dev.aviary.builder.listener.BuilderEndpoint;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.lease.LeaseStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Two answers to "does this builder lead": `leads` by this process' own clock, for what asks often
 * and for a builder that is cut off from Redis; `holds` by Redis, directly before a step. A process
 * that stood still finds that its time is over by the first, and that another leads by the second.
 * Between the question and the step it may stand still again: what a step writes to Redis is
 * conditional on the lease, and what it does to a container can be done again without harm.
 */

/** Whether this builder is the one of its instance that acts: takes, renews and ends the lease. */
@Singleton
public final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private static final Duration RENEW = LeaseStore.EXPIRY.dividedBy(4);

  /** How often a builder that does not lead looks whether it can. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** How long it leaves the lease to another one after it gave it away. */
  private static final Duration LEFT = Duration.ofSeconds(5);

  private final LeaseStore store;
  private final LeaderPreference preference;
  private final BuilderEndpoint address;
  private final List<LeaderWork> works = new CopyOnWriteArrayList<>();
  private final BackgroundLoop loop;
  private volatile @Nullable Held held;
  private volatile @Nullable Lease last;
  private volatile boolean yields;
  private long leftUntil = System.nanoTime();

  Leadership(
      LeaseStore store,
      LeaderPreference preference,
      BuilderEndpoint address,
      BackgroundLoops loops) {
    this.store = store;
    this.preference = preference;
    this.address = address;
    this.loop = loops.make("leadership", () -> held == null ? LOOK : RENEW, this::round);
  }

  /**
   * @param until by {@link System#nanoTime}: when it ends, seen from here and on the safe side
   */
  private record Held(Lease lease, long until) {
    static Held since(Lease lease, long asked) {
      return new Held(lease, asked + LeaseStore.EXPIRY.toNanos());
    }

    boolean lasts() {
      return System.nanoTime() - until < 0;
    }
  }

  /** Work that begins each time that this builder leads; to be told before the service starts. */
  public void lead(LeaderWork work) {
    works.add(work);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  /** Before any bean is closed: a step that is under way still needs them. */
  @EventListener
  void stop(ShutdownEvent event) {
    loop.close();
    leave();
  }

  /** Whether this builder leads, by its own clock. */
  public boolean leads() {
    Held now = held;
    return now != null && now.lasts();
  }

  /** Whether it leads by this very lease, by its own clock. */
  public boolean leads(Lease lease) {
    Held now = held;
    return now != null && now.lease().equals(lease) && now.lasts();
  }

  /** Whether the lease holds now, by Redis. Must be true directly before each step. */
  public boolean holds(Lease lease) {
    boolean holds = leads(lease) && store.holds(lease);
    if (!holds) {
      loop.wake();
    }
    return holds;
  }

  /** Only if this is the lease. */
  public AtomicWrite guard(AtomicWrite write, Lease lease) {
    return store.guard(write, lease);
  }

  /** Only if the lease is the one that this builder had last. */
  public AtomicWrite guard(AtomicWrite write) {
    Lease lease = last;
    return lease == null ? write : store.guard(write, lease);
  }

  /** The address of the builder that leads; nothing while none does. */
  public Optional<BuilderEndpoint> leader() {
    return store.owner(Keys.LEADER).flatMap(BuilderEndpoint::parse);
  }

  /** Says that this builder would rather lead than the one that does, for some seconds. */
  public void prefer() {
    preference.set(address.text());
  }

  /** Whether another builder said so. */
  public boolean anotherIsPreferred() {
    return preference.get().filter(other -> !other.equals(address.text())).isPresent();
  }

  /** Gives the lease away when it is this builder's, and leaves it to another one for a while. */
  public void stepDown() {
    yields = true;
    loop.wake();
  }

  private void round() {
    Held now = held;
    if (now == null) {
      yields = false;
      take();
    } else if (yields) {
      leftUntil = System.nanoTime() + LEFT.toNanos();
      leave();
    } else {
      renew(now);
    }
  }

  private void take() {
    if (System.nanoTime() - leftUntil < 0) {
      return;
    }
    long asked = System.nanoTime();
    store
        .acquire(Keys.LEADER, address.text())
        .ifPresent(lease -> {
          last = lease;
          held = Held.since(lease, asked);
          LOG.atInfo().addKeyValue("number", lease.token()).log("Took the lease: leads now");
          works.forEach(work -> work.begin(lease));
        });
  }

  private void renew(Held now) {
    long asked = System.nanoTime();
    if (store.renew(now.lease())) {
      held = Held.since(now.lease(), asked);
      return;
    }
    held = null;
    LOG.atWarn().addKeyValue("number", now.lease().token()).log("Lost the lease: leads no longer");
    each(LeaderWork::end);
  }

  /** Ends what is under way, then the lease, so that another builder need not wait for it. */
  private void leave() {
    Held now = held;
    if (now == null) {
      return;
    }
    each(LeaderWork::end);
    held = null;
    try {
      store.release(now.lease());
      LOG.atInfo().addKeyValue("number", now.lease().token()).log("Gave the lease away");
    } catch (RedisException e) {
      LOG.atInfo().log("Could not release the lease, which expires: Redis is away");
    }
  }

  private void each(Consumer<LeaderWork> done) {
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      works.forEach(work -> all.execute(() -> done.accept(work)));
    }
  }
}
