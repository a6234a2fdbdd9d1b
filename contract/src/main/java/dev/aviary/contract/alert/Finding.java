package dev.aviary.contract.alert;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * One metric that went over its threshold: the evidence of an alert. All values are percent.
 *
 * @param mean over the seconds that were judged
 * @param meanSeconds how many those are
 * @param peak the highest single value of the episode so far
 * @param lastMinute the values before it fired, oldest first
 * @param stable the app's stable containers at that time
 */
@Serdeable
public record Finding(
    Metric metric,
    double threshold,
    double mean,
    int meanSeconds,
    double peak,
    List<Double> lastMinute,
    List<Neighbour> stable) {
  public Finding {
    Check.present(metric, "metric");
    lastMinute = Check.list(lastMinute, "lastMinute");
    stable = Check.list(stable, "stable");
  }

  public Finding withPeak(double other) {
    return new Finding(metric, threshold, mean, meanSeconds, other, lastMinute, stable);
  }
}
