package dev.aviary.builder.source;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where sources are kept, and how large one may be.
 *
 * @param data folder of the builder's own; {@code AVIARY_DATA}
 * @param limitMegabytes MiB of all files of one commit, 1 to 10,000
 * @param timeoutSeconds how long a repository may be silent, 1 to 600
 * @param deadline how long it may take to fetch a commit
 */
@Context
@ConfigurationProperties("aviary.source")
public record SourceSettings(
    @NotNull Path data,
    @Bindable(defaultValue = "200") @Min(1) @Max(10_000) int limitMegabytes,
    @Bindable(defaultValue = "20") @Min(1) @Max(600) int timeoutSeconds,
    @Bindable(defaultValue = "10m") Duration deadline) {
  /** A fetch brings at most so many times what one commit may have: some commits, packed. */
  static final int PACK_SHARE = 4;

  /** Where build contexts lie while they are used. */
  public Path contexts() {
    return data.resolve("contexts");
  }

  Path clones() {
    return data.resolve("clones");
  }

  /** Bytes that the files of one commit may have together. */
  long limitBytes() {
    return limitMegabytes * 1024L * 1024L;
  }

  /** Bytes that one fetch may bring. */
  long packBytes() {
    return PACK_SHARE * limitBytes();
  }
}
