package dev.aviary.builder.deploy;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.models.stream.PendingMessage;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The deployments that wait for a builder: a stream and its consumer group. What the builder that
 * leads took stays there until it is done, and the one that leads next finds it: to the queue they
 * are one.
 */
@Singleton
public final class QueueStore {
  static final String GROUP = "builders";

  /** The builder that leads, whichever it is. */
  static final Consumer<String> LEADER = Consumer.from(GROUP, "leader");

  /** More than all builders of an instance work on at a time. */
  static final Limit MOST = Limit.from(1_000);

  private static final Limit ONE = Limit.from(1);

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

  /** Begins to take entries. */
  public QueueReader reader() {
    return new QueueReader(redis.connect());
  }

  /**
   * Counts a try of an entry before it is made, in Redis, so that a try that ends the process is
   * counted too.
   *
   * @return how many there have been, with this one, since the last that was survived
   */
  public long attempt(Entry entry) {
    long delivered =
        redis
            .commands()
            .xpending(Keys.QUEUE, GROUP, Range.create(entry.id(), entry.id()), ONE)
            .stream()
            .mapToLong(PendingMessage::getRedeliveryCount)
            .findFirst()
            .orElse(1);
    count(entry, delivered + 1);
    return delivered;
  }

  /** The tries of an entry did no harm to the process: none of them counts any more. */
  public void survived(Entry entry) {
    count(entry, 1);
  }

  /** Redis counts how often an entry was delivered: taking it is the first time. */
  private void count(Entry entry, long deliveries) {
    redis
        .commands()
        .xclaim(
            Keys.QUEUE,
            LEADER,
            new XClaimArgs().minIdleTime(0).retryCount(deliveries).justid(),
            entry.id());
  }

  /** What was taken and is not done. */
  public List<Entry> taken() {
    try {
      return redis.commands().xpending(Keys.QUEUE, GROUP, Range.unbounded(), MOST).stream()
          .flatMap(pending -> at(pending.getId()).stream())
          .toList();
    } catch (RedisCommandExecutionException e) {
      if (QueueReader.noGroup(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private List<Entry> at(String id) {
    return redis.commands().xrange(Keys.QUEUE, Range.create(id, id)).stream()
        .map(QueueReader::entry)
        .toList();
  }

  /** The entry needs no builder any more. */
  public void done(Entry entry) {
    redis.commands().xack(Keys.QUEUE, GROUP, entry.id());
    redis.commands().xdel(Keys.QUEUE, entry.id());
  }
}
