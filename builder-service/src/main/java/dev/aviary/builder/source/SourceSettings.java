package dev.aviary.builder.source;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where sources are kept, and how large one may be.
 *
 * @param data folder of the builder's own; {@code AVIARY_DATA}
 * @param limitMegabytes MiB of all files of one commit that a build takes, 1 to 10,000
 * @param timeoutSeconds how long a repository may be silent, 1 to 600
 * @param deadline how long it may take to fetch a commit
 * @param checkDeadline how long a person waits for a repository whose address is given
 * @param knownHosts file of OpenSSH's {@code known_hosts} form with the keys of ssh servers; with
 *     it no other server is trusted. Null, or a file that is empty: the key that a server shows an
 *     app first is trusted
 */
@Context
@ConfigurationProperties("aviary.source")
public record SourceSettings(
    @NotNull Path data,
    @Bindable(defaultValue = "200") @Min(1) @Max(10_000) int limitMegabytes,
    @Bindable(defaultValue = "20") @Min(1) @Max(600) int timeoutSeconds,
    @Bindable(defaultValue = "10m") Duration deadline,
    @Bindable(defaultValue = "10s") Duration checkDeadline,
    @Nullable Path knownHosts) {
  /** A fetch brings at most so many times what one commit may have: some commits, packed. */
  static final int PACK_SHARE = 4;

  /** Where build contexts lie while they are used. */
  public Path contexts() {
    return data.resolve("contexts");
  }

  /** Where the keys of ssh lie: those of apps, and those that servers have. */
  Path keys() {
    return data.resolve("ssh");
  }

  /** The owner's file of known hosts; deploy/up gives an empty one in place of none. */
  @Nullable Path pinnedHosts() {
    return knownHosts != null && knownHosts.toFile().length() > 0 ? knownHosts : null;
  }

  Path clones() {
    return data.resolve("clones");
  }

  /** Where the files lie that Git LFS keeps beside a repository. */
  Path large() {
    return data.resolve("large-files");
  }

  /** Bytes that a build may take of one commit. */
  long limitBytes() {
    return limitMegabytes * 1024L * 1024L;
  }

  /** Bytes that one fetch may bring. */
  long packBytes() {
    return PACK_SHARE * limitBytes();
  }
}
