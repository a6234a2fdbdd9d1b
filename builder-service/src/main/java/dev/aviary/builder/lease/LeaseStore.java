package dev.aviary.builder.lease;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which builder may act on which app. A lease ends by itself when it is not renewed; Redis counts
 * the time, so no two clocks are compared.
 */
@Singleton
public final class LeaseStore {
  /** How long a lease lasts without renewal. */
  public static final Duration EXPIRY = Duration.ofSeconds(10);

  /** Answers the places of the leases that are no longer what they were. */
  private static final String RENEW =
      """
      local lost = {}
      for i, key in ipairs(KEYS) do
        if redis.call('GET', key) == ARGV[i + 1] then
          redis.call('PEXPIRE', key, ARGV[1])
        else
          lost[#lost + 1] = i
        end
      end
      return lost
      """;

  private static final String RELEASE =
      "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0";

  private final RedisLink redis;

  public LeaseStore(RedisLink redis) {
    this.redis = redis;
  }

  /** Takes the lease of an app, unless another builder holds it. */
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
   * Makes leases last for another {@link #EXPIRY}, all of them in one step.
   *
   * @return those that are no longer the leases: they expired, or the data was lost
   */
  public List<Lease> renew(List<Lease> leases) {
    if (leases.isEmpty()) {
      return List.of();
    }
    List<Long> lost =
        redis
            .commands()
            .eval(
                RENEW,
                ScriptOutputType.MULTI,
                leases.stream().map(lease -> Keys.lease(lease.app())).toArray(String[]::new),
                Stream.concat(
                        Stream.of(Long.toString(EXPIRY.toMillis())),
                        leases.stream().map(Lease::value))
                    .toArray(String[]::new));
    return lost.stream().map(place -> leases.get(Math.toIntExact(place) - 1)).toList();
  }

  /** Ends the lease before its time. */
  public void release(Lease lease) {
    redis
        .commands()
        .eval(
            RELEASE,
            ScriptOutputType.INTEGER,
            new String[] {Keys.lease(lease.app())},
            lease.value());
  }

  /** Whether this is the lease now; to be asked before a container is stopped or removed. */
  public boolean holds(Lease lease) {
    return lease.value().equals(redis.commands().get(Keys.lease(lease.app())));
  }

  /** Only if this is the lease. */
  public AtomicWrite guard(AtomicWrite write, Lease lease) {
    return write.expect(Keys.lease(lease.app()), lease.value());
  }
}
