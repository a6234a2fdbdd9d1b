package dev.aviary.builder.lease;

import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.lease.LeaseStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.lettuce.core.RedisException;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of this process. They are renewed beside the work, because a step may take longer than
 * a lease lasts; whether one still holds is asked of Redis before every step that cannot be undone.
 */
@Singleton
public final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final Duration RENEW = LeaseStore.EXPIRY.dividedBy(4);

  private final LeaseStore store;
  private final String owner = UUID.randomUUID().toString();
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private volatile Consumer<String> listener = app -> {};
  private final BackgroundLoop renewer;

  Leases(LeaseStore store, BackgroundLoops loops) {
    this.store = store;
    this.renewer = loops.make("lease-renewal", RENEW, this::renew);
  }

  @PostConstruct
  void start() {
    renewer.start();
  }

  /** Calls the listener with the app of each lease that was lost. */
  public void onLost(Consumer<String> told) {
    listener = told;
  }

  /** The lease of an app, taken if it is free; nothing while another process drives the app. */
  public Optional<Lease> hold(String app) {
    Lease mine = held.get(app);
    if (mine != null) {
      return Optional.of(mine);
    }
    Optional<Lease> taken = store.acquire(app, owner);
    taken.ifPresent(lease -> {
      held.put(app, lease);
      LOG.atInfo()
          .addKeyValue("app", app)
          .addKeyValue("number", lease.token())
          .log("Took the lease");
    });
    return taken;
  }

  /** Whether the lease holds now, by Redis. Must be true directly before anything is removed. */
  public boolean holds(Lease lease) {
    boolean holds = store.holds(lease);
    if (!holds) {
      lost(lease);
    }
    return holds;
  }

  /** The lease was seen not to hold: its owner stops acting on it. */
  public void lost(Lease lease) {
    if (held.remove(lease.subject(), lease)) {
      LOG.atWarn()
          .addKeyValue("app", lease.subject())
          .addKeyValue("number", lease.token())
          .log("Lost the lease");
      listener.accept(lease.subject());
    }
  }

  /** Ends the lease of an app, if it is held here. */
  public void release(String app) {
    Lease lease = held.remove(app);
    if (lease != null) {
      store.release(lease);
    }
  }

  /** Ends all leases, so that another process need not wait until they expire. */
  public void release() {
    renewer.close();
    try {
      held.values().forEach(store::release);
    } catch (RedisException e) {
      LOG.atInfo().log("Could not release the leases, which expire: Redis is away");
    }
  }

  private void renew() {
    store.renew(List.copyOf(held.values())).forEach(this::lost);
  }
}
