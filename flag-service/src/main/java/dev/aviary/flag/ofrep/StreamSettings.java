package dev.aviary.flag.ofrep;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Optional;

/**
 * Streams of events. Times are 100 ms to 1 h, {@code timed} may be 0.
 *
 * @param most open at a time; further ones are refused with 503
 * @param each open at a time for one token, or for one address without one; further ones are
 *     refused with 429; {@code AVIARY_OFREP_STREAMS}. Addresses do not count where there is an
 *     {@code origin}: the proxy's is that of all
 * @param held bytes that may lie in memory for all clients that have not read them; when it is
 *     more, those for whom most is held are cut off
 * @param heartbeat how often a quiet stream shows that it lives; {@code AVIARY_OFREP_HEARTBEAT}
 * @param retry how long a client waits before it connects again
 * @param slow a client that takes nothing for so long is cut off at the next heartbeat
 * @param timed the least time between two events that time alone causes, as a ramp does each second
 * @param origin where clients find the streams, when a proxy puts this service under another path
 *     or host: {@code https://flags.example/aviary}; {@code AVIARY_OFREP_URL}
 */
@Context
@ConfigurationProperties("aviary.ofrep.streams")
record StreamSettings(
    @NotNull @Min(1) @Max(100_000) @Bindable(defaultValue = "2000") Integer most,
    @NotNull @Min(1) @Max(100_000) @Bindable(defaultValue = "200") Integer each,
    @NotNull @Min(10_000) @Bindable(defaultValue = "16777216") Long held,
    @NotNull @Bindable(defaultValue = "15s") Duration heartbeat,
    @NotNull @Bindable(defaultValue = "2s") Duration retry,
    @NotNull @Bindable(defaultValue = "60s") Duration slow,
    @NotNull @Bindable(defaultValue = "10s") Duration timed,
    Optional<String> origin) {
  private static final String NAME = "aviary.ofrep.streams.";
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofHours(1);

  StreamSettings {
    Check.range(heartbeat, LEAST, MOST, NAME + "heartbeat");
    Check.range(retry, LEAST, MOST, NAME + "retry");
    Check.range(slow, LEAST, MOST, NAME + "slow");
    Check.range(timed, Duration.ZERO, MOST, NAME + "timed");
    origin = origin.filter(url -> !url.isBlank()).map(url -> url.replaceAll("/+$", ""));
    Check.that(
        origin.filter(url -> !url.matches("https?://[^/].*")).isEmpty(),
        NAME + "origin is not an http or https URL");
  }
}
