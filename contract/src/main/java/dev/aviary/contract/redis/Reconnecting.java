package dev.aviary.contract.redis;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.configuration.lettuce.AbstractRedisConfiguration;
import io.micronaut.configuration.lettuce.ClientResourcesMutator;
import io.micronaut.configuration.lettuce.MetricsClientResourceMutator;
import io.micronaut.context.annotation.Replaces;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How soon every service finds a Redis that is back: Lettuce's own delay grows to 30 s. Names are
 * looked up by the JVM: Lettuce's own resolver keeps an address for as long as the name server
 * says, which is ten minutes for Docker's, and a Redis that was started anew has another one. In
 * the place of the client's command histograms, 170 series for each command, that cost more memory
 * than they tell.
 */
@Singleton
@Replaces(MetricsClientResourceMutator.class)
final class Reconnecting implements ClientResourcesMutator {
  static final Duration LEAST = Duration.ofMillis(50);
  static final Duration MOST = Duration.ofSeconds(1);

  /** One for the process. It ends commands that take seconds, and tries connections again. */
  private static final Timer TIMER = new RestingTimer("redis-timer");

  @Override
  public void mutate(ClientResources.Builder builder, AbstractRedisConfiguration configuration) {
    builder
        .timer(TIMER)
        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
        .reconnectDelay(Delay.exponential(LEAST, MOST, 2, TimeUnit.MILLISECONDS))
        .commandLatencyRecorder(CommandLatencyRecorder.disabled());
  }
}
