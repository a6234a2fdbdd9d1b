package dev.aviary.balancer.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much clients may ask for on the public port. A client is an IPv4 address or an IPv6 network
 * of 64 bits; behind a trusted proxy it is the address that the proxy names.
 *
 * @param connections open connections in all; one more is answered 503 and closed. Each may need
 *     two file descriptors
 * @param connectionsPerClient open connections of one client; one more is answered 503 and closed.
 *     0: no limit. Trusted proxies have no such limit. Each that takes nothing of its answer holds
 *     32 kB, and the default keeps one client below the balancer's 64 MB for that
 * @param requestsPerSecond requests of one client, in the long run; one more is answered 429. 0: no
 *     limit
 * @param burst requests of one client that may come at once before that holds
 * @param stalled clients at a time that take nothing of their answers; of more, those that have
 *     taken nothing for longest are cut off. Each holds 32 kB, and the default keeps all of them
 *     below the balancer's 64 MB for that
 */
@Context
@ConfigurationProperties("aviary.clients")
public record ClientLimits(
    @Bindable(defaultValue = "10000") @Min(1) @Max(1_000_000) int connections,
    @Bindable(defaultValue = "1500") @Min(0) @Max(1_000_000) int connectionsPerClient,
    @Bindable(defaultValue = "0") @Min(0) @Max(100_000) int requestsPerSecond,
    @Bindable(defaultValue = "100") @Min(1) @Max(100_000) int burst,
    @Bindable(defaultValue = "1500") @Min(1) @Max(1_000_000) int stalled) {}
