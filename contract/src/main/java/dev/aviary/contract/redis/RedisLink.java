package dev.aviary.contract.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  private final CommandWatch watch = new CommandWatch();
  private final ReentrantLock asking = new ReentrantLock();
  private @Nullable CompletableFuture<String> question;
  private volatile @Nullable Shared shared;

  public RedisLink(RedisClient client) {
    this.client = client;
  }

  private record Shared(
      StatefulRedisConnection<String, String> connection, RedisCommands<String, String> commands) {}

  /**
   * Commands on the shared connection; for none that block or open a transaction.
   *
   * @throws RedisException at once when the last commands got no answer: what is sent to a Redis
   *     that hangs is done later, when no caller waits for it
   */
  public RedisCommands<String, String> commands() {
    Shared now = shared();
    if (watch.hangs()) {
      if (now.connection().isOpen()) {
        ask(now.connection());
        throw new HungException();
      }
      // A connection that is lost is another matter: Lettuce refuses commands itself.
      watch.answered();
    }
    return now.commands();
  }

  /** Whether the last commands got no answer. */
  public boolean hangs() {
    return watch.hangs();
  }

  /** Is called when Redis refuses a write because it is full or cannot save to its disk. */
  void onRefusal(Runnable listener) {
    watch.onRefusal(listener);
  }

  /** Asks a Redis that hangs whether it is back; one question at a time. */
  private void ask(StatefulRedisConnection<String, String> connection) {
    asking.lock();
    try {
      if (question == null || question.isDone()) {
        question = connection.async().ping().toCompletableFuture();
        question.whenComplete((_, failure) -> {
          if (failure == null || failure instanceof RedisCommandExecutionException) {
            watch.answered();
          }
        });
      }
    } finally {
      asking.unlock();
    }
  }

  /** A connection of the caller's own, for commands that block. The caller closes it. */
  public StatefulRedisConnection<String, String> connect() {
    return client.connect();
  }

  /** A connection of the caller's own for notices. The caller closes it. */
  public StatefulRedisPubSubConnection<String, String> connectForNotices() {
    return client.connectPubSub();
  }

  private Shared shared() {
    var made = shared;
    if (made != null) {
      return made;
    }
    connecting.lock();
    try {
      made = shared;
      if (made == null) {
        var connection = client.connect();
        made = new Shared(connection, watch.watched(connection.sync()));
        shared = made;
      }
      return made;
    } finally {
      connecting.unlock();
    }
  }

  @PreDestroy
  void close() {
    var made = shared;
    if (made != null) {
      made.connection().close();
    }
  }
}
