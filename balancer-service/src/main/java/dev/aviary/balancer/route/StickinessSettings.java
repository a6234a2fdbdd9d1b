package dev.aviary.balancer.route;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long visitors stay where they are.
 *
 * @param maxAge of the cookie that pins a visitor to a track, 1 minute to 400 days
 */
@Context
@ConfigurationProperties("aviary.stickiness")
public record StickinessSettings(@Bindable(defaultValue = "1d") Duration maxAge) {
  public StickinessSettings {
    Check.range(maxAge, Duration.ofMinutes(1), Duration.ofDays(400), "aviary.stickiness.max-age");
  }
}
