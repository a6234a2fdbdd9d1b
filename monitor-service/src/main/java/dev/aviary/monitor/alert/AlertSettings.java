package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Check;
import dev.aviary.monitor.record.Metric;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/**
 * When a container is over the line, and when it is well again.
 *
 * @param cpuThreshold percent of one CPU, as {@code docker stats} prints it
 * @param memoryThreshold percent of the container's limit
 * @param warmUp how long after its start a container is not judged
 * @param mean over how long a mean is compared with the threshold, 1 to 30 s
 * @param confirmations how many samples running, one a second, the mean must be over it
 * @param clearMean over how long a mean must be low before an alert closes, 1 to 60 s
 * @param clearPercent of the threshold: how low that is
 * @param alikePercent how near the stable containers must be to a canary, in percent of its value,
 *     for the host or the load to be blamed instead
 */
@Context
@ConfigurationProperties("aviary.alert")
record AlertSettings(
    @Bindable(defaultValue = "50") @Positive double cpuThreshold,
    @Bindable(defaultValue = "50") @Positive @Max(100) double memoryThreshold,
    @Bindable(defaultValue = "20s") Duration warmUp,
    @Bindable(defaultValue = "8s") Duration mean,
    @Bindable(defaultValue = "3") @Min(1) @Max(60) int confirmations,
    @Bindable(defaultValue = "30s") Duration clearMean,
    @Bindable(defaultValue = "80") @Min(1) @Max(100) int clearPercent,
    @Bindable(defaultValue = "20") @Min(0) @Max(100) int alikePercent) {

  AlertSettings {
    Duration second = Duration.ofSeconds(1);
    Check.range(warmUp, Duration.ZERO, Duration.ofHours(1), "aviary.alert.warm-up");
    Check.range(mean, second, Duration.ofSeconds(30), "aviary.alert.mean");
    Check.range(clearMean, second, Duration.ofMinutes(1), "aviary.alert.clear-mean");
  }

  double threshold(Metric metric) {
    return switch (metric) {
      case CPU, WANTED_CPU -> cpuThreshold;
      case MEMORY -> memoryThreshold;
      case VISITORS, CONTAINER ->
          throw new IllegalArgumentException(metric + " has no threshold of samples");
    };
  }

  /** What a mean must be under for the alert to close. */
  double clearLine(Metric metric) {
    return threshold(metric) * clearPercent / 100;
  }
}
