package dev.aviary.contract.app;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * One Aviary on a machine: scopes labels, networks and container names.
 *
 * @param name 1 to 30 of a-z, 0-9 and '-'; {@code AVIARY_INSTANCE}
 */
@Context
@ConfigurationProperties("aviary.instance")
public record Instance(@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,29}") String name) {}
