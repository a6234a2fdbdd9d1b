package dev.aviary.flag.ofrep;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How much of evaluation one client gets.
 *
 * @param requestsPerSecond on average, of a token or of an address; 0: any; {@code
 *     AVIARY_OFREP_RATE}
 * @param burst requests that may come at once; {@code AVIARY_OFREP_BURST}
 */
@Context
@ConfigurationProperties("aviary.ofrep.limits")
record OfrepSettings(
    @NotNull @Min(0) @Max(1_000_000) @Bindable(defaultValue = "1000") Integer requestsPerSecond,
    @NotNull @Min(1) @Max(1_000_000) @Bindable(defaultValue = "2000") Integer burst) {}
