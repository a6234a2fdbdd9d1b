package dev.aviary.contract.rollout;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What should run in the slots of each app; changed by compare-and-set, whoever changes it. */
@Singleton
public final class RolloutStore {
  private final RedisLink redis;
  private final Wire wire;

  public RolloutStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * A rollout as it was read.
   *
   * @param json exactly what the key held, to compare with
   */
  public record Held(String json, Rollout rollout) {}

  /** What is recorded; nothing when nothing is, which is not the same as an empty rollout. */
  public Optional<Held> find(String app) {
    String json = redis.commands().get(Keys.rollout(app));
    return json == null
        ? Optional.empty()
        : Optional.of(new Held(json, wire.read(json, Rollout.class)));
  }

  /**
   * Only while the rollout is the one that was read.
   *
   * @param read null when nothing was there
   */
  public AtomicWrite guard(AtomicWrite write, String app, @Nullable Held read) {
    String key = Keys.rollout(app);
    return read == null ? write.absent(key) : write.expect(key, read.json());
  }

  /**
   * Writes a rollout, only if the one before is still there.
   *
   * @param before what was read, or null when nothing was there
   */
  public AtomicWrite put(AtomicWrite write, String app, @Nullable Held before, Rollout after) {
    return guard(write, app, before).set(Keys.rollout(app), wire.write(after)).raise();
  }
}
