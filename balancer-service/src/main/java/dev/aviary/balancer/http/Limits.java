package dev.aviary.balancer.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

/**
 * How large a message may be.
 *
 * @param targetBytes bytes of a request line; more is answered 414
 * @param headerBytes bytes of all header fields; more is answered 431
 * @param bodyBytes bytes of a request's body; more is answered 413
 * @param headers header fields of a request, and likewise fields of its trailer section; more is
 *     answered 431
 */
@Context
@ConfigurationProperties("aviary.limits")
public record Limits(
    @Bindable(defaultValue = "16384") @Min(256) @Max(1_048_576) int targetBytes,
    @Bindable(defaultValue = "32768") @Min(256) @Max(1_048_576) int headerBytes,
    @Bindable(defaultValue = "2147483648") @Positive long bodyBytes,
    @Bindable(defaultValue = "128") @Min(16) @Max(10_000) int headers) {}
