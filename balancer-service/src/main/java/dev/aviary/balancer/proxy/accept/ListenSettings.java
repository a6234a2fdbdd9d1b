package dev.aviary.balancer.proxy.accept;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * Where the balancer listens.
 *
 * @param host address of the public port
 * @param port the public port; {@code AVIARY_PUBLIC_PORT}
 * @param tlsPort the TLS port, beside the public one at the same address; {@code AVIARY_TLS_PORT}.
 *     It is open while an app wants TLS
 * @param slotHost address of the slot ports
 * @param slotPortBase the slot port of the first app's first slot; {@code AVIARY_SLOT_PORT_BASE}
 */
@Context
@ConfigurationProperties("aviary.listen")
public record ListenSettings(
    @Bindable(defaultValue = "0.0.0.0") @NotBlank String host,
    @Bindable(defaultValue = "5001") @Min(1) @Max(65_535) int port,
    @Bindable(defaultValue = "5443") @Min(1) @Max(65_535) int tlsPort,
    @Bindable(defaultValue = "127.0.0.1") @NotBlank String slotHost,
    @Bindable(defaultValue = "49000") @Min(1) @Max(65_000) int slotPortBase) {}
