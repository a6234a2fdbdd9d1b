package dev.aviary.monitor.alert;

import dev.aviary.monitor.alert.MetricState.Clearing;
import dev.aviary.monitor.alert.MetricState.Firing;
import dev.aviary.monitor.alert.MetricState.Ok;
import dev.aviary.monitor.alert.Window.Reading;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.sample.Sample;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one app container: a window and a state for each metric. Immutable.
 *
 * @param warmFrom the end of its warm-up; monotonic, in nanoseconds
 */
record Watch(
    AlertSettings settings,
    Culprit container,
    long warmFrom,
    Map<Metric, Window> windows,
    Map<Metric, MetricState> states) {
  Watch {
    windows = Map.copyOf(windows);
    states = Map.copyOf(states);
  }

  static Watch begin(AlertSettings settings, Culprit container, long warmFrom) {
    return new Watch(settings, container, warmFrom, Map.of(), Map.of());
  }

  /** Goes on with an alert that is open already. */
  Watch alerting(Collection<Finding> findings) {
    var states = new EnumMap<Metric, MetricState>(Metric.class);
    states.putAll(this.states);
    findings.stream()
        .filter(each -> each.metric().isSampled())
        .forEach(each -> states.put(each.metric(), new Firing(each.peak())));
    return new Watch(settings, container, warmFrom, windows, states);
  }

  Watch next(Sample sample, long now) {
    return next(sample, null, now);
  }

  /**
   * @param wanted CPU that it is taken to want, in percent; null: what it was given
   */
  Watch next(Sample sample, @Nullable Double wanted, long now) {
    if (now - warmFrom < 0) {
      return this;
    }
    var nextWindows = new EnumMap<Metric, Window>(Metric.class);
    var nextStates = new EnumMap<Metric, MetricState>(Metric.class);
    for (Metric metric : Metric.SAMPLED) {
      Double value = metric == Metric.WANTED_CPU ? wanted(sample, wanted) : value(sample, metric);
      Window window = window(metric);
      MetricState state = state(metric);
      if (value != null) {
        window = window.with(new Reading(now, value, span(sample, metric)));
        state = new ThresholdRule(settings, metric).next(state, window, now);
      }
      nextWindows.put(metric, window);
      nextStates.put(metric, state);
    }
    return new Watch(settings, container, warmFrom, nextWindows, nextStates);
  }

  boolean alerts() {
    return states.values().stream().anyMatch(MetricState::alerts);
  }

  /** State is kept only while the container wants more CPU than it gets. */
  private @Nullable Double wanted(Sample sample, @Nullable Double wanted) {
    return wanted == null && !(state(Metric.WANTED_CPU) instanceof Ok)
        ? Double.valueOf(sample.cpuPercent())
        : wanted;
  }

  /** What it wants says nothing new where what it was given is too much. */
  private Stream<Metric> telling() {
    return Metric.SAMPLED.stream()
        .filter(metric -> metric != Metric.WANTED_CPU || !state(Metric.CPU).alerts());
  }

  /** The metrics that fire now and raised no alert before. */
  List<Metric> fired(Watch before) {
    return telling()
        .filter(metric -> state(metric).alerts() && !before.state(metric).alerts())
        .toList();
  }

  /** The metrics that are over their threshold. */
  List<Metric> firing() {
    return telling().filter(metric -> state(metric) instanceof Firing).toList();
  }

  MetricState state(Metric metric) {
    return states.getOrDefault(metric, new Ok());
  }

  Window window(Metric metric) {
    return windows.getOrDefault(metric, Window.EMPTY);
  }

  OptionalDouble mean(Metric metric, long now) {
    return window(metric).mean(settings.mean(), now);
  }

  /** The peak of a metric that alerts. */
  OptionalDouble peak(Metric metric) {
    return switch (state(metric)) {
      case Firing firing -> OptionalDouble.of(firing.peak());
      case Clearing clearing -> OptionalDouble.of(clearing.peak());
      default -> OptionalDouble.empty();
    };
  }

  /** Memory is read as it is at one moment. */
  private static long span(Sample sample, Metric metric) {
    return metric != Metric.MEMORY ? sample.cpuSpan().toNanos() : 0;
  }

  private static @Nullable Double value(Sample sample, Metric metric) {
    return switch (metric) {
      case CPU, WANTED_CPU -> Double.valueOf(sample.cpuPercent());
      case MEMORY -> sample.memoryPercent();
      case VISITORS, CONTAINER -> null;
    };
  }
}
