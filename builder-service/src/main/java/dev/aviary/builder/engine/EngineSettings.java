package dev.aviary.builder.engine;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where Docker is, and what containers are told.
 *
 * @param host address of the Docker engine; {@code DOCKER_HOST}
 * @param patience how long the engine may be silent before a call fails; longer than the 10 s that
 *     it gives a container to stop
 * @param addresses the file that remembers the last address given out
 * @param flagPort where deployed apps reach the flag service; {@code AVIARY_FLAG_PORT}
 * @param flagHost at which host; empty: at their gateway; {@code AVIARY_APPS_FLAG_HOST}
 * @param registry host and port at which every node of a swarm finds the registry of the stack, and
 *     slots are services of the swarm; empty: slots are containers of this engine; {@code
 *     AVIARY_APPS_REGISTRY}
 */
@Context
@ConfigurationProperties("aviary.engine")
record EngineSettings(
    @NotNull @Pattern(regexp = "(unix|tcp)://.+") String host,
    @Bindable(defaultValue = "30s") Duration patience,
    @NotNull Path addresses,
    @NotNull @Min(1) @Max(65_535) Integer flagPort,
    @Bindable(defaultValue = "") @NotNull String flagHost,
    @Bindable(defaultValue = "") @NotNull @Pattern(regexp = "|[a-z0-9.-]+:[0-9]{1,5}")
        String registry) {

  /** Whether slots are services of a swarm. */
  boolean onSwarm() {
    return !registry.isEmpty();
  }
}
