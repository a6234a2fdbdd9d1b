package dev.aviary.builder.listener;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * Where the builder listens.
 *
 * @param ownHost the address of both; {@code AVIARY_ADMIN_HOST}, which the image of the service
 *     sets on a swarm
 * @param triggerPort for CI, on loopback: the balancer leads there from outside; {@code
 *     AVIARY_BUILDER_TRIGGER_PORT}
 * @param adminPort on loopback; {@code AVIARY_BUILDER_ADMIN_PORT}
 */
@Context
@ConfigurationProperties("aviary.builder")
record BuilderPorts(
    @NotNull @NotBlank String ownHost,
    @NotNull @Min(1) @Max(65_535) Integer triggerPort,
    @NotNull @Min(1) @Max(65_535) Integer adminPort) {}
