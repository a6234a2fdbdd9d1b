package dev.aviary.contract.redis;

import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * Lets the client ask Sentinels for the primary each time that it connects, where there are any.
 */
@Singleton
final class SentinelFollowing implements BeanCreatedEventListener<DefaultRedisConfiguration> {
  private final SentinelSettings settings;

  SentinelFollowing(SentinelSettings settings) {
    this.settings = settings;
  }

  @Override
  public DefaultRedisConfiguration onCreated(BeanCreatedEvent<DefaultRedisConfiguration> event) {
    DefaultRedisConfiguration redis = event.getBean();
    if (settings.present()) {
      redis.setSentinelMasterId(SentinelSettings.GROUP);
      redis.getSentinels().addAll(settings.addresses());
      // Of the handshake, too: a former primary that hangs is not waited for a minute.
      redis.setTimeout(ClientBehaviour.COMMAND);
    }
    return redis;
  }
}
