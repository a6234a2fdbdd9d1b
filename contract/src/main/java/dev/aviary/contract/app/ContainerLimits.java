package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What one container of an app may use at most.
 *
 * @param cpus CPUs, {@value #LEAST_CPUS} to 64; null means 1. Less is refused: a full burn of half
 *     a CPU reads 49.7 to 50.0 in {@code docker stats}, so the alert threshold of 50 could never be
 *     crossed
 * @param memoryMegabytes MiB, 16 to 1,048,576; null means {@value #MEMORY_MEGABYTES}
 * @param pids processes and threads, 8 to 32,768; null means {@value #PIDS}
 */
@Serdeable
public record ContainerLimits(Double cpus, Integer memoryMegabytes, Integer pids) {
  static final double LEAST_CPUS = 0.55;

  private static final int MEMORY_MEGABYTES = 256;
  private static final int PIDS = 256;

  public static final ContainerLimits DEFAULT = new ContainerLimits(1.0, MEMORY_MEGABYTES, PIDS);

  public ContainerLimits {
    cpus = cpus == null ? 1.0 : cpus;
    memoryMegabytes = memoryMegabytes == null ? MEMORY_MEGABYTES : memoryMegabytes;
    pids = pids == null ? PIDS : pids;
    Check.that(
        cpus >= LEAST_CPUS && cpus <= 64,
        "limits.cpus is %s; give 0.55 to 64: with less, the alert at 50 %% could never fire"
            .formatted(cpus));
    Check.range(memoryMegabytes, 16, 1_048_576, "limits.memoryMegabytes");
    Check.range(pids, 8, 32_768, "limits.pids");
  }

  public long nanoCpus() {
    return Math.round(cpus * 1e9);
  }

  public long memoryBytes() {
    return memoryMegabytes * 1024L * 1024L;
  }

  public long pidsLimit() {
    return pids;
  }
}
