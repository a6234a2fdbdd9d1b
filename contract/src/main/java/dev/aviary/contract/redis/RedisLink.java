package dev.aviary.contract.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This process's shared connection to Redis, made at the first use: a service starts, and serves,
 * without Redis. Once made it reconnects by itself and refuses commands in between.
 *
 * <p>Every use may throw {@link RedisException}: Redis is away, or did not answer in time.
 */
@Singleton
public final class RedisLink {
  /** A command that was not answered for so long has failed; Redis may do it later. */
  public static final Duration TIMEOUT = ClientBehaviour.COMMAND;

  private final RedisClient client;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;

  public RedisLink(RedisClient client) {
    this.client = client;
  }

  /** Commands on the shared connection; for none that block or open a transaction. */
  public RedisCommands<String, String> commands() {
    return shared().sync();
  }

  /** A connection of the caller's own, for commands that block. The caller closes it. */
  public StatefulRedisConnection<String, String> connect() {
    return client.connect();
  }

  /** A connection of the caller's own for notices. The caller closes it. */
  public StatefulRedisPubSubConnection<String, String> connectForNotices() {
    return client.connectPubSub();
  }

  private StatefulRedisConnection<String, String> shared() {
    var made = connection;
    if (made != null) {
      return made;
    }
    connecting.lock();
    try {
      made = connection;
      if (made == null) {
        made = client.connect();
        connection = made;
      }
      return made;
    } finally {
      connecting.unlock();
    }
  }

  @PreDestroy
  void close() {
    var made = connection;
    if (made != null) {
      made.close();
    }
  }
}
