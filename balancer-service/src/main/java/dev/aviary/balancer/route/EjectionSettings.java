package dev.aviary.balancer.route;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a container whose answers fail is ejected: it gets no request for a while.
 *
 * @param failures answers in a row that are 5xx, break off or never come, 1 to 1,000
 * @param base how long the first time, 1 second to 1 hour; the second time twice that, and so on
 * @param most however often, {@code base} to 1 day
 */
@Context
@ConfigurationProperties("aviary.ejection")
public record EjectionSettings(
    @Bindable(defaultValue = "5") int failures,
    @Bindable(defaultValue = "30s") Duration base,
    @Bindable(defaultValue = "5m") Duration most) {
  public EjectionSettings {
    Check.range(failures, 1, 1_000, "aviary.ejection.failures");
    Check.range(base, Duration.ofSeconds(1), Duration.ofHours(1), "aviary.ejection.base");
    Check.range(most, base, Duration.ofDays(1), "aviary.ejection.most");
  }

  /** How long the nth ejection lasts. */
  Duration duration(int nth) {
    Duration grown = base.multipliedBy(nth);
    return grown.compareTo(most) < 0 ? grown : most;
  }
}
