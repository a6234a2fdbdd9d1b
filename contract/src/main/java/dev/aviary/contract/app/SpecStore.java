package dev.aviary.contract.app;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The settings of the apps. */
@Singleton
public final class SpecStore {
  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  public SpecStore(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  public Optional<AppSpec> find(String app) {
    return Optional.ofNullable(
        wire.readIfPresent(redis.commands().get(Keys.spec(app)), AppSpec.class));
  }

  /** All apps, by name. */
  public List<AppSpec> all() {
    return redis.commands().smembers(Keys.SPECS).stream()
        .sorted()
        .map(this::find)
        .flatMap(Optional::stream)
        .toList();
  }

  public WriteOutcome save(AppSpec spec) {
    return put(writes.begin(), spec).run();
  }

  /** The same as part of a larger step. */
  public AtomicWrite put(AtomicWrite write, AppSpec spec) {
    return write
        .set(Keys.spec(spec.name()), wire.write(spec))
        .addToSet(Keys.SPECS, spec.name())
        .raise();
  }
}
