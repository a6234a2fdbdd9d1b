package dev.aviary.monitor.alert;

import dev.aviary.monitor.alert.MetricState.Clearing;
import dev.aviary.monitor.alert.MetricState.Firing;
import dev.aviary.monitor.alert.MetricState.Ok;
import dev.aviary.monitor.alert.MetricState.Pending;
import dev.aviary.monitor.record.Metric;
import java.util.OptionalDouble;

/**
 * The state machine of one metric: {@code OK -> PENDING -> FIRING -> CLEARING -> OK}. A mean over a
 * short span raises; a mean over a long one, well under the threshold, clears. Where the readings
 * have gaps so that there is no mean, nothing changes.
 */
record ThresholdRule(AlertSettings settings, Metric metric) {

  /**
   * @param window up to and with the newest reading
   * @param now when that reading came; monotonic, in nanoseconds
   */
  MetricState next(MetricState state, Window window, long now) {
    OptionalDouble mean = window.mean(settings.mean(), now);
    double newest = window.readings().getLast().value();
    return switch (state) {
      case Ok ok -> over(mean) ? confirmed(1, window, now) : ok;
      case Pending pending -> {
        if (mean.isEmpty()) {
          yield pending;
        }
        yield over(mean) ? confirmed(pending.confirmations() + 1, window, now) : new Ok();
      }
      case Firing firing -> {
        double peak = Math.max(firing.peak(), newest);
        yield under(mean) ? cleared(peak, window, now) : new Firing(peak);
      }
      case Clearing clearing -> {
        double peak = Math.max(clearing.peak(), newest);
        yield over(mean) ? new Firing(peak) : cleared(peak, window, now);
      }
    };
  }

  private MetricState confirmed(int confirmations, Window window, long now) {
    return confirmations < settings.confirmations()
        ? new Pending(confirmations)
        : new Firing(window.peak(settings.mean(), now));
  }

  private MetricState cleared(double peak, Window window, long now) {
    return under(window.mean(settings.clearMean(), now)) ? new Ok() : new Clearing(peak);
  }

  private boolean over(OptionalDouble mean) {
    return mean.isPresent() && mean.getAsDouble() > settings.threshold(metric);
  }

  private boolean under(OptionalDouble mean) {
    return mean.isPresent() && mean.getAsDouble() < settings.clearLine(metric);
  }
}
