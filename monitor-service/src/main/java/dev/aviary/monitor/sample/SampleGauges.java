package dev.aviary.monitor.sample;

import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.record.Culprit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The newest samples as Prometheus gauges; no data is NaN. */
@Singleton
final class SampleGauges implements SampleListener {
  private final NewestSamples board;
  private final MultiGauge cpu;
  private final MultiGauge memory;
  private final MultiGauge bytes;
  private List<Container> registered = List.of();

  SampleGauges(NewestSamples board, MeterRegistry registry) {
    this.board = board;
    this.cpu = gauge(registry, "aviary.container.cpu.percent", "CPU % as in docker stats");
    this.memory = gauge(registry, "aviary.container.memory.percent", "MEM % as in docker stats");
    this.bytes = gauge(registry, "aviary.container.memory.bytes", "memory used");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Override
  public void running(List<Container> containers, long at) {
    if (containers.equals(registered)) {
      return;
    }
    registered = containers;
    register(cpu, containers, Sample::cpuPercent);
    register(memory, containers, SampleGauges::memoryPercent);
    register(bytes, containers, sample -> (double) sample.memoryBytes());
  }

  private void register(
      MultiGauge gauge, List<Container> containers, ToDoubleFunction<Sample> value) {
    gauge.register(
        containers.stream()
            .<Row<?>>map(each -> Row.of(tags(each), () -> now(each, value)))
            .toList(),
        true);
  }

  /** All gauges of one name have the same tags: what is in no slot has empty ones. */
  private static Tags tags(Container container) {
    Culprit app = container.app();
    return Tags.of(
        "container", container.name(),
        "node", NodeSettings.shown(container.node()),
        "role", container.role(),
        "app", app == null ? "" : app.app(),
        "track", app == null ? "" : app.track().id(),
        "slot", app == null ? "" : app.slot().id(),
        "release", app == null ? "" : app.release());
  }

  private double now(Container container, ToDoubleFunction<Sample> value) {
    Sample sample = board.ofContainer(container.id());
    return sample == null ? Double.NaN : value.applyAsDouble(sample);
  }

  private static double memoryPercent(Sample sample) {
    Double percent = sample.memoryPercent();
    return percent == null ? Double.NaN : percent;
  }
}
