package dev.aviary.builder.deploy;

import dev.aviary.builder.deploy.QueueStore.Entry;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.Keys;
import io.lettuce.core.Consumer;
import io.lettuce.core.Range;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.models.stream.PendingMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The leading builder's end of the queue, on a connection of its own because it waits there. For
 * one thread at a time.
 */
public final class QueueReader implements AutoCloseable {
  private static final int ADOPTED = 1_000;

  private final StatefulRedisConnection<String, String> connection;
  private final Consumer<String> consumer = QueueStore.LEADER;
  private final Map<String, Entry> known = new HashMap<>();

  QueueReader(StatefulRedisConnection<String, String> connection) {
    this.connection = connection;
  }

  /**
   * What was taken and is not done, oldest first. It is no delivery: to read them as a consumer
   * reads its history would count as one each time.
   */
  public List<Entry> mine() {
    List<String> ids =
        inGroup(() ->
                connection
                    .sync()
                    .xpending(Keys.QUEUE, consumer, Range.unbounded(), QueueStore.MOST))
            .stream()
            .map(PendingMessage::getId)
            .toList();
    known.keySet().retainAll(ids);
    return ids.stream().map(id -> known.computeIfAbsent(id, this::at)).toList();
  }

  /** An entry that is gone from the stream has an empty name for its deployment. */
  private Entry at(String id) {
    return connection.sync().xrange(Keys.QUEUE, Range.create(id, id)).stream()
        .findFirst()
        .map(QueueReader::entry)
        .orElse(new Entry(id, ""));
  }

  /**
   * Takes the oldest entry that no builder has.
   *
   * @param wait how long to wait for one, 1 ms or more, less than a command's time limit
   */
  public Optional<Entry> take(Duration wait) {
    XReadArgs one = new XReadArgs().count(1).block(wait);
    return inGroup(() -> read(one, StreamOffset.lastConsumed(Keys.QUEUE))).stream().findFirst();
  }

  /** Takes over what builders of an older version took, each by a name of its own. */
  public void adopt() {
    XAutoClaimArgs<String> args =
        XAutoClaimArgs.Builder.justid(consumer, Duration.ZERO, "0-0").count(ADOPTED);
    inGroup(() -> connection.sync().xautoclaim(Keys.QUEUE, args));
  }

  @Override
  public void close() {
    connection.close();
  }

  @SuppressWarnings("unchecked") // one offset, so the array of them holds what it says
  private List<Entry> read(XReadArgs args, StreamOffset<String> from) {
    return connection.sync().xreadgroup(consumer, args, from).stream()
        .map(QueueReader::entry)
        .toList();
  }

  static Entry entry(StreamMessage<String, String> message) {
    var body = message.getBody();
    String deployment = body == null ? null : body.get(DeploymentStore.QUEUE_FIELD);
    return new Entry(message.getId(), deployment == null ? "" : deployment);
  }

  /**
   * The group is made when it is missing: at the first start, and in a Redis that lost its data.
   */
  private <T> T inGroup(Supplier<T> command) {
    try {
      return command.get();
    } catch (RedisCommandExecutionException e) {
      if (!noGroup(e)) {
        throw e;
      }
      makeGroup();
      return command.get();
    }
  }

  /** Nobody has read yet, or the data was lost. */
  static boolean noGroup(RedisCommandExecutionException e) {
    return String.valueOf(e.getMessage()).startsWith("NOGROUP");
  }

  private void makeGroup() {
    try {
      connection
          .sync()
          .xgroupCreate(
              StreamOffset.from(Keys.QUEUE, "0"),
              QueueStore.GROUP,
              XGroupCreateArgs.Builder.mkstream());
    } catch (RedisBusyException madeByAnother) {
      // Then it is there.
    }
  }
}
