package dev.aviary.contract.caller;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which container has which token, by the token's hash, and where containers find the host. */
@Singleton
public final class CallerStore {
  /**
   * How long a container is known after it was told last. The builder tells each of them every
   * hour; so long may it be away.
   */
  public static final Duration EXPIRY = Duration.ofDays(30);

  private final RedisLink redis;
  private final Wire wire;

  public CallerStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  public void save(String hash, Caller caller) {
    redis
        .commands()
        .set(Keys.caller(hash), wire.write(caller), SetArgs.Builder.ex(EXPIRY.toSeconds()));
  }

  /** Whether all of these are on record, and the gateway too. */
  public boolean knows(Set<String> hashes) {
    String[] keys =
        Stream.concat(Stream.of(Keys.GATEWAY), hashes.stream().map(Keys::caller))
            .toArray(String[]::new);
    return redis.commands().exists(keys) == keys.length;
  }

  public void remove(String hash) {
    redis.commands().del(Keys.caller(hash));
  }

  public Optional<Caller> find(String hash) {
    return Optional.ofNullable(
        wire.readIfPresent(redis.commands().get(Keys.caller(hash)), Caller.class));
  }

  /** The host's address on the app network, where containers find its services. */
  public void saveGateway(String address) {
    redis.commands().set(Keys.GATEWAY, address);
  }

  /** Nothing before the builder has made the network. */
  public Optional<String> gateway() {
    return Optional.ofNullable(redis.commands().get(Keys.GATEWAY));
  }
}
