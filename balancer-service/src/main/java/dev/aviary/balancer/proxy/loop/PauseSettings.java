package dev.aviary.balancer.proxy.loop;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How requests wait while their app is paused.
 *
 * @param requests of one app that are held, 0 to 100,000; further ones are answered 503
 * @param hold for which a request is held at most, 1 second to 10 minutes; then 503
 */
@Context
@ConfigurationProperties("aviary.pause")
public record PauseSettings(
    @Bindable(defaultValue = "1000") int requests, @Bindable(defaultValue = "30s") Duration hold) {
  public PauseSettings {
    Check.range(requests, 0, 100_000, "aviary.pause.requests");
    Check.range(hold, Duration.ofSeconds(1), Duration.ofMinutes(10), "aviary.pause.hold");
  }
}
