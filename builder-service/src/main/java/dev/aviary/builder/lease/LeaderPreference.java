package dev.aviary.builder.lease;

import dev.aviary.contract.lease.LeaseStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which builder would rather lead than the one that does. */
@Singleton
final class LeaderPreference {
  private final RedisLink redis;

  LeaderPreference(RedisLink redis) {
    this.redis = redis;
  }

  /** Says it for as long as a lease lasts. */
  void set(String owner) {
    redis
        .commands()
        .set(Keys.LEADER_PREFERRED, owner, SetArgs.Builder.px(LeaseStore.EXPIRY.toMillis()));
  }

  Optional<String> get() {
    return Optional.ofNullable(redis.commands().get(Keys.LEADER_PREFERRED));
  }
}
