package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Which container runs in which slot. Only the builder that holds an app's lease writes its slots.
 */
@Singleton
public final class SlotStore {
  private final RedisLink redis;
  private final Wire wire;

  public SlotStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /** What is recorded; nothing when nothing is, which is not the same as empty slots. */
  public Optional<Slots> find(String app) {
    return Optional.ofNullable(
        wire.readIfPresent(redis.commands().get(Keys.slots(app)), Slots.class));
  }

  public AtomicWrite put(AtomicWrite write, String app, Slots slots) {
    return write.set(Keys.slots(app), wire.write(slots)).raise();
  }
}
