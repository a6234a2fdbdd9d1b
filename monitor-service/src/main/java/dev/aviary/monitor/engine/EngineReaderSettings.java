package dev.aviary.monitor.engine;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Where the Docker engine is.
 *
 * @param host {@code unix://} and a path, or {@code tcp://host:port}; {@code DOCKER_HOST}
 */
@Context
@ConfigurationProperties("aviary.engine")
record EngineReaderSettings(@NotNull @Pattern(regexp = "(unix|tcp)://.+") String host) {}
