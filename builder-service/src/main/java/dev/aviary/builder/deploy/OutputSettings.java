package dev.aviary.builder.deploy;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/**
 * What is kept on disk of what builds print.
 *
 * @param data folder of the builder's own; {@code AVIARY_DATA}
 * @param fileMegabytes MiB of one build, 1 to 1,000
 * @param totalMegabytes MiB of all builds, 1 to 100,000; the oldest go first
 */
@Context
@ConfigurationProperties("aviary.output")
record OutputSettings(
    @NotNull Path data,
    @Bindable(defaultValue = "16") @Min(1) @Max(1_000) int fileMegabytes,
    @Bindable(defaultValue = "256") @Min(1) @Max(100_000) int totalMegabytes) {

  Path folder() {
    return data.resolve("output");
  }

  long fileBytes() {
    return fileMegabytes * 1024L * 1024L;
  }

  long totalBytes() {
    return totalMegabytes * 1024L * 1024L;
  }
}
