package dev.aviary.flag.store;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * The secret of the addresses at which clients listen. It is the same at all flag services of an
 * instance, so that an address which one of them gave leads to a stream at each.
 */
@Singleton
public final class ListenerSecret {
  private final RedisLink redis;

  public ListenerSecret(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * @param own becomes the secret where Redis has none
   * @return the secret of all
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public String agree(String own) {
    redis.commands().set(Keys.FLAGS_LISTENERS, own, SetArgs.Builder.nx());
    String found = redis.commands().get(Keys.FLAGS_LISTENERS);
    return Objects.requireNonNullElse(found, own);
  }
}
