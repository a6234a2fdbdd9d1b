package dev.aviary.monitor.sample;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one container, with the numbers that {@code docker stats} prints.
 *
 * @param cpuPercent of one CPU of the host: 0 to 100 times the number of CPUs
 * @param cpuOfLimitPercent of what the container may use; without a limit, of all CPUs
 * @param memoryBytes used, without the page cache that the kernel would give back at once
 * @param memoryLimitBytes the container's limit, or the host's memory; 0 when memory is not
 *     accounted
 * @param memoryPercent of that limit; null when memory is not accounted
 * @param pids processes and threads
 * @param cpuSeconds over how long the CPU values are a mean, where that is not the second before
 * @param throttledPercent of one CPU, which the container's own limit kept from it: the kernel's
 *     {@code throttled_time} (cgroup v1) or {@code throttled_usec} (v2); null: nothing
 */
@Serdeable
public record Sample(
    Instant at,
    double cpuPercent,
    double cpuOfLimitPercent,
    long memoryBytes,
    long memoryLimitBytes,
    @Nullable Double memoryPercent,
    long networkReceivedBytes,
    long networkSentBytes,
    long blockReadBytes,
    long blockWrittenBytes,
    long pids,
    @Nullable Double cpuSeconds,
    @Nullable Double throttledPercent) {
  private static final double SECOND = 1;

  public Sample {
    Check.present(at, "at");
  }

  /** One of a container that its limit kept nothing from. */
  public Sample(
      Instant at,
      double cpuPercent,
      double cpuOfLimitPercent,
      long memoryBytes,
      long memoryLimitBytes,
      @Nullable Double memoryPercent,
      long networkReceivedBytes,
      long networkSentBytes,
      long blockReadBytes,
      long blockWrittenBytes,
      long pids,
      @Nullable Double cpuSeconds) {
    this(
        at,
        cpuPercent,
        cpuOfLimitPercent,
        memoryBytes,
        memoryLimitBytes,
        memoryPercent,
        networkReceivedBytes,
        networkSentBytes,
        blockReadBytes,
        blockWrittenBytes,
        pids,
        cpuSeconds,
        null);
  }

  /** One whose CPU values are of the second before. */
  public Sample(
      Instant at,
      double cpuPercent,
      double cpuOfLimitPercent,
      long memoryBytes,
      long memoryLimitBytes,
      @Nullable Double memoryPercent,
      long networkReceivedBytes,
      long networkSentBytes,
      long blockReadBytes,
      long blockWrittenBytes,
      long pids) {
    this(
        at,
        cpuPercent,
        cpuOfLimitPercent,
        memoryBytes,
        memoryLimitBytes,
        memoryPercent,
        networkReceivedBytes,
        networkSentBytes,
        blockReadBytes,
        blockWrittenBytes,
        pids,
        null,
        null);
  }

  /** Over how long the CPU values are a mean. */
  public Duration cpuSpan() {
    double seconds = cpuSeconds == null ? SECOND : cpuSeconds;
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
