package dev.aviary.flag.store;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of each flag's evaluations, as a text that is opaque here. */
@Singleton
public final class FlagUsage {
  private final RedisLink redis;
  private final Writes writes;

  public FlagUsage(RedisLink redis, Writes writes) {
    this.redis = redis;
    this.writes = writes;
  }

  public Map<FlagKey, String> read() {
    var found = new TreeMap<FlagKey, String>();
    redis
        .commands()
        .hgetall(Keys.FLAGS_USAGE)
        .forEach((name, usage) -> FlagKey.of(name).ifPresent(key -> found.put(key, usage)));
    return found;
  }

  /**
   * Writes in one step, unless another service wrote one of them since.
   *
   * @param found what was read, of all flags
   * @param next what is to be another
   * @return false: another service wrote, and nothing was written
   */
  public boolean replace(Map<FlagKey, String> found, Map<FlagKey, String> next) {
    if (next.isEmpty()) {
      return true;
    }
    AtomicWrite write = writes.begin();
    next.forEach((key, usage) -> {
      String before = found.get(key);
      if (before == null) {
        write.absent(Keys.FLAGS_USAGE, key.text());
      } else {
        write.expect(Keys.FLAGS_USAGE, key.text(), before);
      }
      write.put(Keys.FLAGS_USAGE, key.text(), usage);
    });
    return write.run().written();
  }

  public void forget(Collection<FlagKey> keys) {
    if (!keys.isEmpty()) {
      String[] fields = keys.stream().map(FlagKey::text).toArray(String[]::new);
      redis.commands().hdel(Keys.FLAGS_USAGE, fields);
    }
  }
}
