package dev.aviary.balancer.door;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;

/**
 * Where the door is.
 *
 * @param path its Unix socket; {@code AVIARY_DOOR}. Empty: the balancer opens its ports itself, and
 *     connections are refused while it restarts
 */
@Context
@ConfigurationProperties("aviary.door")
public record DoorSettings(@Bindable(defaultValue = "") @NotNull String path) {}
