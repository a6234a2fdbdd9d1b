package dev.aviary.contract.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

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

  /** How long a replica is waited for. */
  static final Duration CONFIRMED = Duration.ofSeconds(1);

  private final RedisClient client;
  private final SentinelSettings sentinels;
  private final CommandWatch watch = new CommandWatch();
  private final CommandWatch replicatedWatch = new CommandWatch();
  private final HeldConnection shared;

  /** WAIT holds up all that is sent after it on its connection. */
  private final HeldConnection replicated;

  @Inject
  public RedisLink(RedisClient client, SentinelSettings sentinels) {
    this.client = client;
    this.sentinels = sentinels;
    this.shared = new HeldConnection(client, watch);
    this.replicated = new HeldConnection(client, replicatedWatch);
  }

  /** The link to the one Redis. */
  public RedisLink(RedisClient client) {
    this(client, SentinelSettings.NONE);
  }

  /**
   * Commands on the shared connection; for none that block or open a transaction.
   *
   * @throws RedisException at once when the last commands got no answer: what is sent to a Redis
   *     that hangs is done later, when no caller waits for it
   */
  public RedisCommands<String, String> commands() {
    return shared.commands();
  }

  /**
   * The answer of a command, given only when a replica has all that the primary had at that moment:
   * it survives the loss of the primary. Where no Sentinel could choose another primary, it is
   * given as it comes.
   *
   * @throws UnconfirmedWriteException when no replica said so within {@link #CONFIRMED}
   */
  public <T> T replicated(Function<RedisCommands<String, String>, T> command) {
    if (!sentinels.present()) {
      return command.apply(commands());
    }
    RedisCommands<String, String> commands = replicated.commands();
    long losses = replicated.losses();
    T answer = command.apply(commands);
    // After a loss WAIT came to another connection, which has written nothing.
    if (confirmations(commands) < 1 || replicated.losses() != losses) {
      throw new UnconfirmedWriteException();
    }
    return answer;
  }

  /** 0 also where the connection was lost meanwhile: the write itself was answered. */
  private static long confirmations(RedisCommands<String, String> commands) {
    try {
      return commands.waitForReplication(1, CONFIRMED.toMillis());
    } catch (RedisException lost) {
      return 0;
    }
  }

  /** Whether the last commands got no answer. */
  public boolean hangs() {
    return watch.hangs();
  }

  /** Is called when Redis refuses writes. */
  void onRefusal(Runnable listener) {
    watch.onRefusal(listener);
    replicatedWatch.onRefusal(listener);
  }

  /** A connection of the caller's own, for commands that block. The caller closes it. */
  public StatefulRedisConnection<String, String> connect() {
    return client.connect(TextCodec.UTF8);
  }

  /** A connection of the caller's own for notices. The caller closes it. */
  public StatefulRedisPubSubConnection<String, String> connectForNotices() {
    return client.connectPubSub(TextCodec.UTF8);
  }

  @PreDestroy
  void close() {
    shared.close();
    replicated.close();
  }
}
