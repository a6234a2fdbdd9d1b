package dev.aviary.monitor.swarm;

import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.node.NodeSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which nodes are gone, and whether this monitor judges. */
@Singleton
final class NodeHealth extends AbstractHealthIndicator<Map<String, Object>> {
  /** Answered with 200: what a restart cannot mend. */
  static final HealthStatus GONE =
      new HealthStatus("GONE", "a node gives no sign of life", true, null);

  private final NodeSettings node;
  private final JudgeLease judge;
  private final NodeWatch watch;

  NodeHealth(NodeSettings node, JudgeLease judge, NodeWatch watch, MeterRegistry registry) {
    this.node = node;
    this.judge = judge;
    this.watch = watch;
    Gauge.builder("aviary.nodes.gone", watch, each -> each.gone().size())
        .description("nodes whose monitor gives no sign of life")
        .register(registry);
    Gauge.builder("aviary.monitor.judges", judge, each -> each.judges() ? 1 : 0)
        .description("whether this monitor judges; the monitors of other nodes only sample")
        .register(registry);
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    healthStatus = watch.gone().isEmpty() ? HealthStatus.UP : GONE;
    var details = new LinkedHashMap<String, Object>();
    details.put("judges", judge.judges());
    if (node.ofSwarm()) {
      details.put("node", NodeSettings.shown(node.name()));
      var gone = new TreeMap<String, String>();
      watch.gone().forEach((name, since) -> gone.put(NodeSettings.shown(name), since));
      details.put("gone", gone);
    }
    return details;
  }

  @Override
  protected String getName() {
    return "nodes";
  }
}
