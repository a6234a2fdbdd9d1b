package dev.aviary.builder.engine;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much is kept of the cache of the engine's BuildKit.
 *
 * @param megabytes MiB, 0 to 1,048,576
 */
@Context
@ConfigurationProperties("aviary.build-cache")
record BuildCacheSettings(@Bindable(defaultValue = "4096") @Min(0) @Max(1_048_576) int megabytes) {}
