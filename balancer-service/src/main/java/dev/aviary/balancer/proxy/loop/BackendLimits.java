package dev.aviary.balancer.proxy.loop;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How many connections there may be to one container.
 *
 * @param connections in use at a time, each with one request, over all event loops and entry
 *     points; what is more goes to another member, or is answered 503
 * @param idle connections that one event loop keeps for later; of more, the oldest is closed
 */
@Context
@ConfigurationProperties("aviary.backends")
public record BackendLimits(
    @Bindable(defaultValue = "2500") @Min(1) @Max(1_000_000) int connections,
    @Bindable(defaultValue = "512") @Min(1) @Max(1_000_000) int idle) {}
