package dev.aviary.contract.deployment;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Who drives which app. A lease ends by itself when it is not renewed; Redis counts the time, so no
 * two clocks are compared.
 */
@Singleton
public final class LeaseStore {
  /** How long a lease lasts without renewal. */
  public static final Duration EXPIRY = Duration.ofSeconds(10);

  private static final String RENEW =
      "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PEXPIRE', KEYS[1], ARGV[2])"
          + " or 0";
  private static final String RELEASE =
      "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0";

  private final RedisLink redis;

  public LeaseStore(RedisLink redis) {
    this.redis = redis;
  }

  /** Takes the lease of an app, unless somebody holds it. */
  public Optional<Lease> acquire(String app, String owner) {
    if (redis.commands().exists(Keys.lease(app)) > 0) {
      return Optional.empty();
    }
    var lease = new Lease(app, owner, redis.commands().incr(Keys.leaseToken(app)));
    String taken =
        redis
            .commands()
            .set(Keys.lease(app), lease.value(), SetArgs.Builder.nx().px(EXPIRY.toMillis()));
    return taken == null ? Optional.empty() : Optional.of(lease);
  }

  /**
   * Makes the lease last for another {@link #EXPIRY}.
   *
   * @return false when it is no longer this one: it expired, or the data was lost
   */
  public boolean renew(Lease lease) {
    return eval(RENEW, lease, lease.value(), Long.toString(EXPIRY.toMillis()));
  }

  /** Ends the lease before its time. */
  public void release(Lease lease) {
    eval(RELEASE, lease, lease.value());
  }

  /** Whether this is the lease now; to be asked before a container is stopped or removed. */
  public boolean holds(Lease lease) {
    return lease.value().equals(redis.commands().get(Keys.lease(lease.app())));
  }

  /** Only if this is the lease. */
  public AtomicWrite guard(AtomicWrite write, Lease lease) {
    return write.expect(Keys.lease(lease.app()), lease.value());
  }

  private boolean eval(String script, Lease lease, String... arguments) {
    Long done =
        redis
            .commands()
            .eval(
                script,
                ScriptOutputType.INTEGER,
                new String[] {Keys.lease(lease.app())},
                arguments);
    return done != null && done == 1;
  }
}
