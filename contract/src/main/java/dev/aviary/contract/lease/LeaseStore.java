package dev.aviary.contract.lease;

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
 * Which process may act on which subject. A lease ends by itself when it is not renewed; Redis
 * counts the time, so no two clocks are compared.
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

  /** Takes the lease of a subject, unless another process holds it. */
  public Optional<Lease> acquire(String subject, String owner) {
    if (exists(subject)) {
      return Optional.empty();
    }
    var lease = new Lease(subject, owner, redis.commands().incr(Keys.leaseToken(subject)));
    String taken =
        redis
            .commands()
            .set(Keys.lease(subject), lease.value(), SetArgs.Builder.nx().px(EXPIRY.toMillis()));
    return taken == null ? Optional.empty() : Optional.of(lease);
  }

  /** Whether some process holds the lease. */
  public boolean exists(String subject) {
    return redis.commands().exists(Keys.lease(subject)) > 0;
  }

  /**
   * Ends what a process of the same name left behind that ended without a release.
   *
   * @param owner names at most one process at a time, of which this is the newest
   */
  public void endFormer(String subject, String owner) {
    String held = redis.commands().get(Keys.lease(subject));
    if (held != null && held.startsWith(owner + ":")) {
      release(Keys.lease(subject), held);
    }
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
                leases.stream().map(lease -> Keys.lease(lease.subject())).toArray(String[]::new),
                Stream.concat(
                        Stream.of(Long.toString(EXPIRY.toMillis())),
                        leases.stream().map(Lease::value))
                    .toArray(String[]::new));
    return lost.stream().map(place -> leases.get(Math.toIntExact(place) - 1)).toList();
  }

  /** Ends the lease before its time. */
  public void release(Lease lease) {
    release(Keys.lease(lease.subject()), lease.value());
  }

  private void release(String key, String value) {
    redis.commands().eval(RELEASE, ScriptOutputType.INTEGER, new String[] {key}, value);
  }

  /** Whether this is the lease now; to be asked before a container is stopped or removed. */
  public boolean holds(Lease lease) {
    return lease.value().equals(redis.commands().get(Keys.lease(lease.subject())));
  }

  /** Only if this is the lease. */
  public AtomicWrite guard(AtomicWrite write, Lease lease) {
    return write.expect(Keys.lease(lease.subject()), lease.value());
  }
}
