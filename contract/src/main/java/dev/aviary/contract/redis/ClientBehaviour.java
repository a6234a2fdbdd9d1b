package dev.aviary.contract.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
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
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).keepAlive(true).build())
            .requestQueueSize(WAITING)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND))
            .build());
    return client;
  }
}
