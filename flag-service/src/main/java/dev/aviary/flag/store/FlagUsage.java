package dev.aviary.flag.store;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of each flag's evaluations, as a text that is opaque here. */
@Singleton
public final class FlagUsage {
  private final RedisLink redis;

  public FlagUsage(RedisLink redis) {
    this.redis = redis;
  }

  public Map<FlagKey, String> read() {
    var found = new TreeMap<FlagKey, String>();
    redis
        .commands()
        .hgetall(Keys.FLAGS_USAGE)
        .forEach((name, usage) -> FlagKey.of(name).ifPresent(key -> found.put(key, usage)));
    return found;
  }

  public void write(Map<FlagKey, String> usage) {
    if (!usage.isEmpty()) {
      var fields = new TreeMap<String, String>();
      usage.forEach((key, text) -> fields.put(key.text(), text));
      redis.commands().hset(Keys.FLAGS_USAGE, fields);
    }
  }

  public void forget(Collection<FlagKey> keys) {
    if (!keys.isEmpty()) {
      String[] fields = keys.stream().map(FlagKey::text).toArray(String[]::new);
      redis.commands().hdel(Keys.FLAGS_USAGE, fields);
    }
  }
}
