package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.Sample;
import dev.aviary.monitor.sample.SampleListener;
import dev.aviary.monitor.sample.SamplingDemand;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which app containers must be sampled every second: those of an app with a canary, which may be
 * withdrawn at any time, and each one that is new, near a threshold, or was so a short while ago.
 */
@Singleton
final class AlertSamplingDemand implements SampleListener, SamplingDemand {
  /** On top of the spans over which means are taken. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final AlertSettings settings;
  private final long hold;
  private volatile Set<String> appsWithCanary = Set.of();
  private volatile Set<Container> known = Set.of();

  /** Until when which container is looked at closely; monotonic, in nanoseconds. */
  private final Map<String, Long> closelyUntil = new ConcurrentHashMap<>();

  AlertSamplingDemand(AlertSettings settings) {
    this.settings = settings;
    this.hold = settings.clearMean().plus(settings.mean()).plus(MARGIN).toNanos();
  }

  @Override
  public boolean everySecond(Container container) {
    Culprit app = container.app();
    if (app == null) {
      return false;
    }
    Long until = closelyUntil.get(container.id());
    return appsWithCanary.contains(app.app()) || (until != null && System.nanoTime() - until < 0);
  }

  @Override
  public void sampled(Container container, Sample sample, long at) {
    if (container.app() != null && near(sample)) {
      closelyUntil.put(container.id(), at + hold);
    }
  }

  @Override
  public void killedForMemory(Culprit app, Instant when, long at) {
    closelyUntil.put(app.container(), at + hold);
  }

  @Override
  public void running(List<Container> containers, long at) {
    containers.stream()
        .filter(each -> each.app() != null && !known.contains(each))
        .forEach(each -> closelyUntil.put(each.id(), at + hold));
    known = Set.copyOf(containers);
    closelyUntil
        .keySet()
        .retainAll(containers.stream().map(Container::id).collect(Collectors.toSet()));
    appsWithCanary =
        containers.stream()
            .flatMap(each -> each.app() == null ? Stream.empty() : Stream.of(each.app()))
            .filter(each -> each.track() == Track.CANARY)
            .map(Culprit::app)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Over the line under which an alert closes. */
  private boolean near(Sample sample) {
    Double memory = sample.memoryPercent();
    return sample.cpuPercent() > settings.clearLine(Metric.CPU)
        || (memory != null && memory > settings.clearLine(Metric.MEMORY));
  }
}
