package dev.aviary.contract.deployment;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.Consumer;
import io.lettuce.core.XClaimArgs;
import jakarta.inject.Singleton;

/**
 * The deployments that wait for a builder: a stream and its consumer group. An entry belongs to the
 * builder that took it until it is done; what a builder leaves behind when it dies is taken again.
 */
@Singleton
public final class QueueStore {
  static final String GROUP = "builders";

  private final RedisLink redis;

  public QueueStore(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * A deployment's place in the queue.
   *
   * @param id rises from entry to entry
   */
  public record Entry(String id, String deployment) {}

  /**
   * Begins to take entries.
   *
   * @param builder the same after a restart, another for every builder that runs at the same time
   */
  public QueueReader reader(String builder) {
    return new QueueReader(redis.connect(), builder);
  }

  /** Says that the builder still works on the entry, so that no other takes it. */
  public void keep(String builder, Entry entry) {
    redis
        .commands()
        .xclaim(
            Keys.QUEUE,
            Consumer.from(GROUP, builder),
            new XClaimArgs().minIdleTime(0).justid(),
            entry.id());
  }

  /** The entry needs no builder any more. */
  public void done(Entry entry) {
    redis.commands().xack(Keys.QUEUE, GROUP, entry.id());
    redis.commands().xdel(Keys.QUEUE, entry.id());
  }
}
