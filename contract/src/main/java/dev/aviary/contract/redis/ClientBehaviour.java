package dev.aviary.contract.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How every service's Redis client behaves: while disconnected it refuses commands instead of
 * replaying them later, when what they say may no longer be true. What waits for a Redis that does
 * not answer is bounded.
 */
@Singleton
public final class ClientBehaviour implements BeanCreatedEventListener<RedisClient> {
  static final Duration CONNECT = Duration.ofSeconds(2);

  /** How long a command waits for its answer. */
  static final Duration COMMAND = Duration.ofSeconds(3);

  /**
   * A connection on which nothing is sent, as one for notices, ends within 11 s when the machine at
   * its other end is gone without a word.
   */
  private static final KeepAliveOptions KEEP_ALIVE =
      KeepAliveOptions.builder()
          .enable()
          .idle(Duration.ofSeconds(5))
          .interval(Duration.ofSeconds(2))
          .count(3)
          .build();

  /** Commands that wait for an answer on one connection: a Redis that hangs holds up no more. */
  static final int WAITING = 5_000;

  @Override
  public RedisClient onCreated(BeanCreatedEvent<RedisClient> event) {
    return applied(event.getBean());
  }

  /** The same client, which behaves so from now on. */
  public static RedisClient applied(RedisClient client) {
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT).keepAlive(KEEP_ALIVE).build())
            .requestQueueSize(WAITING)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND))
            .build());
    return client;
  }
}
