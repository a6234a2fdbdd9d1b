package dev.aviary.monitor.alert;

import dev.aviary.monitor.record.Metric;
import java.time.Duration;

/** One value a second, judged with the default settings: threshold 50, cleared under 40. */
final class Timeline {
  static final AlertSettings DEFAULTS =
      new AlertSettings(
          50, 50, Duration.ofSeconds(20), Duration.ofSeconds(8), 3, Duration.ofSeconds(30), 80, 20);

  private static final long SECOND = 1_000_000_000;

  private final ThresholdRule rule = new ThresholdRule(DEFAULTS, Metric.CPU);
  private Window window = Window.EMPTY;
  private MetricState state;
  private long now = Long.MAX_VALUE - 5 * SECOND;

  Timeline(MetricState state) {
    this.state = state;
  }

  Timeline seconds(int seconds, double value) {
    for (int second = 0; second < seconds; second++) {
      now += SECOND;
      window = window.with(new Window.Reading(now, value));
      state = rule.next(state, window, now);
    }
    return this;
  }

  /** Nothing is known of this time. */
  Timeline gap(int seconds) {
    now += seconds * SECOND;
    return this;
  }

  MetricState state() {
    return state;
  }
}
