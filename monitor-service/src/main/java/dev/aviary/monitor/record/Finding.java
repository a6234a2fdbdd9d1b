package dev.aviary.monitor.record;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.judgement.Comparison;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric that went over its threshold, or that was found bad: the evidence of an alert. Its
 * values are percent, where nothing else is said.
 *
 * @param mean over the seconds that were judged
 * @param meanSeconds how many seconds those are
 * @param peak the highest single value of the episode so far
 * @param lastMinute the values before it fired, oldest first
 * @param stable the app's stable containers at that time
 * @param killedAt of memory: when the kernel killed a process of the container because it was at
 *     its limit (the engine's event {@code oom}); null: it did not
 * @param reasons of a metric that is not {@linkplain Metric#isSampled sampled}: what was found, one
 *     sentence each; its numbers are 0
 * @param comparison what the visitors of both tracks got; null where that was not judged
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
    List<StableMean> stable,
    @Nullable Instant killedAt,
    List<String> reasons,
    @Nullable Comparison comparison,
    @Nullable CpuDemand demand) {
  public Finding {
    Check.present(metric, "metric");
    lastMinute = Check.list(lastMinute, "lastMinute");
    stable = Check.list(stable, "stable");
    reasons = Check.list(reasons, "reasons");
  }

  /** One that has words and no threshold. */
  public static Finding of(Metric metric, List<String> reasons, @Nullable Comparison comparison) {
    return new Finding(metric, 0, 0, 0, 0, List.of(), List.of(), null, reasons, comparison, null);
  }

  /** One by measurements, or by the kernel's kill. */
  public Finding(
      Metric metric,
      double threshold,
      double mean,
      int meanSeconds,
      double peak,
      List<Double> lastMinute,
      List<StableMean> stable,
      @Nullable Instant killedAt) {
    this(metric, threshold, mean, meanSeconds, peak, lastMinute, stable, killedAt, null);
  }

  /** One by measurements and an estimate. */
  public Finding(
      Metric metric,
      double threshold,
      double mean,
      int meanSeconds,
      double peak,
      List<Double> lastMinute,
      List<StableMean> stable,
      @Nullable Instant killedAt,
      @Nullable CpuDemand demand) {
    this(
        metric,
        threshold,
        mean,
        meanSeconds,
        peak,
        lastMinute,
        stable,
        killedAt,
        List.of(),
        null,
        demand);
  }

  /** One by measurements alone. */
  public Finding(
      Metric metric,
      double threshold,
      double mean,
      int meanSeconds,
      double peak,
      List<Double> lastMinute,
      List<StableMean> stable) {
    this(metric, threshold, mean, meanSeconds, peak, lastMinute, stable, null);
  }

  public Finding withPeak(double other) {
    return new Finding(
        metric,
        threshold,
        mean,
        meanSeconds,
        other,
        lastMinute,
        stable,
        killedAt,
        reasons,
        comparison,
        demand);
  }
}
