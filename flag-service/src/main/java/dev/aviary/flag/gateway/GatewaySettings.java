package dev.aviary.flag.gateway;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;

/**
 * Where deployed apps find this service.
 *
 * @param address in their network; empty: Redis names it; {@code AVIARY_APPS_ADDRESS}
 */
@Context
@ConfigurationProperties("aviary.gateway")
record GatewaySettings(@Bindable(defaultValue = "") @NotNull String address) {}
