package dev.aviary.builder.engine;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;

/**
 * Where Docker is, and what containers are told.
 *
 * @param host address of the Docker engine; {@code DOCKER_HOST}
 * @param addresses the file that remembers the last address given out
 * @param flagPort where deployed apps reach the flag service, on their gateway; {@code
 *     AVIARY_FLAG_PORT}
 */
@Context
@ConfigurationProperties("aviary.engine")
record EngineSettings(
    @NotNull @Pattern(regexp = "(unix|tcp)://.+") String host,
    @NotNull Path addresses,
    @NotNull @Min(1) @Max(65_535) Integer flagPort) {}
