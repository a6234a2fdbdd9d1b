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

  /** The names of all apps, whether their settings can be read or not. */
  public List<String> names() {
    return redis.commands().smembers(Keys.SPECS).stream().sorted().toList();
  }

  /** All apps, by name; one whose settings cannot be read is left out. */
  public List<AppSpec> all() {
    return names().stream().map(this::readable).flatMap(Optional::stream).toList();
  }

  private Optional<AppSpec> readable(String app) {
    String key = Keys.spec(app);
    return Optional.ofNullable(redis.commands().get(key))
        .flatMap(json -> wire.readable(key, "", json, AppSpec.class));
  }

  /** Whatever is written at the same time. */
  public WriteOutcome save(AppSpec spec) {
    while (true) {
      WriteOutcome outcome = put(writes.begin(), spec).run();
      if (outcome.written()) {
        return outcome;
      }
    }
  }

  /**
   * The same as part of a larger step, which holds only while the app is not removed in between.
   */
  public AtomicWrite put(AtomicWrite write, AppSpec spec) {
    endRemoval(write, spec.name())
        .set(Keys.spec(spec.name()), wire.write(spec))
        .addToSet(Keys.SPECS, spec.name());
    return write.raise();
  }

  private AtomicWrite endRemoval(AtomicWrite write, String app) {
    String mark = redis.commands().hget(Keys.REMOVED, app);
    if (mark == null) {
      return write.absent(Keys.REMOVED, app);
    }
    return write
        .expect(Keys.REMOVED, app, mark)
        .put(Keys.REMOVED, app, RemovalMark.parse(mark).ended().toString());
  }
}
