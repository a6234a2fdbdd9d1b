package dev.aviary.contract.alert;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric that went over its threshold: the evidence of an alert. All values are percent.
 *
 * @param mean over the seconds that were judged
 * @param meanSeconds how many those are
 * @param peak the highest single value of the episode so far
 * @param lastMinute the values before it fired, oldest first
 * @param stable the app's stable containers at that time
 * @param killedAt of memory: when the kernel killed a process of the container because it was at
 *     its limit (the engine's event {@code oom}); null: it did not
 * @param demand of wanted CPU: how it was estimated; null for every other metric
 */
@Serdeable
public record Finding(
    Metric metric,
    double threshold,
    double mean,
    int meanSeconds,
    double peak,
    List<Double> lastMinute,
    List<Neighbour> stable,
    @Nullable Instant killedAt,
    @Nullable CpuDemand demand) {
  public Finding {
    Check.present(metric, "metric");
    lastMinute = Check.list(lastMinute, "lastMinute");
    stable = Check.list(stable, "stable");
  }

  /** One that needed no estimate. */
  public Finding(
      Metric metric,
      double threshold,
      double mean,
      int meanSeconds,
      double peak,
      List<Double> lastMinute,
      List<Neighbour> stable,
      @Nullable Instant killedAt) {
    this(metric, threshold, mean, meanSeconds, peak, lastMinute, stable, killedAt, null);
  }

  /** One by measurements alone. */
  public Finding(
      Metric metric,
      double threshold,
      double mean,
      int meanSeconds,
      double peak,
      List<Double> lastMinute,
      List<Neighbour> stable) {
    this(metric, threshold, mean, meanSeconds, peak, lastMinute, stable, null);
  }

  public Finding withPeak(double other) {
    return new Finding(
        metric, threshold, mean, meanSeconds, other, lastMinute, stable, killedAt, demand);
  }
}
