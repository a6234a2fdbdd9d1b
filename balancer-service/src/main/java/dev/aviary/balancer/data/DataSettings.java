package dev.aviary.balancer.data;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/**
 * Where the balancer keeps what it must know without Redis.
 *
 * @param directory is made if it does not exist; {@code AVIARY_DATA}
 */
@Context
@ConfigurationProperties("aviary.data")
public record DataSettings(@Bindable(defaultValue = "/var/lib/aviary") @NotNull Path directory) {}
