package dev.aviary.contract.lease;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Which process plays which part. A lease ends by itself when it is not renewed; Redis counts the
 * time, so no two clocks are compared.
 */
@Singleton
public final class LeaseStore {
  /** How long a lease lasts without renewal. */
  public static final Duration EXPIRY = Duration.ofSeconds(10);

  /**
   * Answers the token, or 0 while another owner holds the lease. One of this owner's is what an
   * earlier process of its name left behind when it died.
   */
  private static final String ACQUIRE =
      """
      local held = redis.call('GET', KEYS[1])
      if held and string.sub(held, 1, #ARGV[1] + 1) ~= ARGV[1] .. ' ' then
        return 0
      end
      local token = redis.call('INCR', KEYS[2])
      redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. token, 'PX', ARGV[2])
      return token
      """;

  /**
   * A Redis that is full takes PEXPIRE. A lease that expired is taken up again if its token is
   * still the last one given.
   */
  private static final String RENEW =
      """
      local held = redis.call('GET', KEYS[1])
      if held == ARGV[1] then
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
      end
      if held or redis.call('GET', KEYS[2]) ~= ARGV[3] then
        return 0
      end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  private static final String RELEASE =
      "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0";

  private final RedisLink redis;

  public LeaseStore(RedisLink redis) {
    this.redis = redis;
  }

  /** Takes the lease of a part, unless another owner holds it. */
  public Optional<Lease> acquire(String key, String owner) {
    Long token =
        redis
            .commands()
            .eval(
                ACQUIRE,
                ScriptOutputType.INTEGER,
                new String[] {key, Lease.tokenKey(key)},
                owner,
                Long.toString(EXPIRY.toMillis()));
    return token == 0 ? Optional.empty() : Optional.of(new Lease(key, owner, token));
  }

  /**
   * Makes the lease last for another {@link #EXPIRY}, also one that expired while Redis was away
   * and that nobody took since.
   *
   * @return false when it is no longer the lease: another owner took it, or the data was lost
   */
  public boolean renew(Lease lease) {
    Long renewed =
        redis
            .commands()
            .eval(
                RENEW,
                ScriptOutputType.INTEGER,
                new String[] {lease.key(), Lease.tokenKey(lease.key())},
                lease.value(),
                Long.toString(EXPIRY.toMillis()),
                Long.toString(lease.token()));
    return renewed == 1;
  }

  /** Ends the lease before its time. */
  public void release(Lease lease) {
    redis
        .commands()
        .eval(RELEASE, ScriptOutputType.INTEGER, new String[] {lease.key()}, lease.value());
  }

  /** Whether this is the lease now; to be asked before a step is taken. */
  public boolean holds(Lease lease) {
    return lease.value().equals(redis.commands().get(lease.key()));
  }

  /** Who holds the lease of a part; nothing while nobody does. */
  public Optional<String> owner(String key) {
    return Optional.ofNullable(redis.commands().get(key))
        .filter(value -> value.indexOf(' ') > 0)
        .map(value -> value.substring(0, value.indexOf(' ')));
  }

  /** Only if this is the lease. */
  public AtomicWrite guard(AtomicWrite write, Lease lease) {
    return write.expect(lease.key(), lease.value());
  }
}
