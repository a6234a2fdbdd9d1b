package dev.aviary.balancer.probe;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How containers are asked whether they are well.
 *
 * @param interval between two probes of a container, 100 milliseconds to 1 day
 * @param timeout for an answer, 10 milliseconds to 1 minute
 * @param fall probes in a row that must fail before a container gets no more requests, 1 to 100
 * @param rise probes in a row that must succeed before it gets some again, 1 to 100
 */
@Context
@ConfigurationProperties("aviary.probes")
public record ProbeSettings(
    @Bindable(defaultValue = "2s") Duration interval,
    @Bindable(defaultValue = "1s") Duration timeout,
    @Bindable(defaultValue = "3") int fall,
    @Bindable(defaultValue = "2") int rise) {
  public ProbeSettings {
    Check.range(interval, Duration.ofMillis(100), Duration.ofDays(1), "aviary.probes.interval");
    Check.range(timeout, Duration.ofMillis(10), Duration.ofMinutes(1), "aviary.probes.timeout");
    Check.range(fall, 1, 100, "aviary.probes.fall");
    Check.range(rise, 1, 100, "aviary.probes.rise");
  }
}
