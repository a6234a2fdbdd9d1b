package dev.aviary.builder.image;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;

/**
 * What one build may use, so that it cannot disturb what serves.
 *
 * @param deadline how long it may take
 * @param packing how long its source may take to be packed before
 * @param cpus the CPUs it may run on, as in {@code 0} or {@code 0-2,5}
 * @param cpuShares its weight against containers that serve, which have 1024
 * @param pids processes and threads of a step, 16 to 4,194,304
 * @param memoryMegabytes MiB, 64 to 1,048,576
 * @param builder which of the engine's builders: {@link Choice#AUTO} is BuildKit where its steps
 *     can be limited, or where a Dockerfile needs it
 * @param limiterImage an image with a shell, from which the steps of BuildKit are limited
 */
@Context
@ConfigurationProperties("aviary.image")
record BuildSettings(
    @Bindable(defaultValue = "15m") Duration deadline,
    @Bindable(defaultValue = "2m") Duration packing,
    @Bindable(defaultValue = "0") @Pattern(regexp = "[0-9]+([,-][0-9]+)*") String cpus,
    @Bindable(defaultValue = "256") @Min(2) @Max(262_144) int cpuShares,
    @Bindable(defaultValue = "1024") @Min(16) @Max(4_194_304) long pids,
    @Bindable(defaultValue = "1024") @Min(64) @Max(1_048_576) int memoryMegabytes,
    @Bindable(defaultValue = "auto") Choice builder,
    @Bindable(defaultValue = "aviary/guard") String limiterImage) {

  /** The builders to choose from. */
  enum Choice {
    AUTO,
    BUILDKIT,
    CLASSIC
  }

  long memoryBytes() {
    return memoryMegabytes * 1024L * 1024L;
  }
}
