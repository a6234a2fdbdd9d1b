package dev.aviary.balancer.control;

import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.contract.app.Slot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows Micrometer whether the container in each slot gets requests, and why not. */
@Singleton
final class HealthGauges {
  private final MeterRegistry registry;
  private final CurrentTable current;
  private final Map<Key, List<Meter>> known = new HashMap<>();

  HealthGauges(MeterRegistry registry, CurrentTable current) {
    this.registry = registry;
    this.current = current;
  }

  /** Not for two threads at a time. */
  void follow(LiveTable table) {
    known.entrySet().removeIf(each -> gone(each.getKey(), each.getValue(), table));
    for (LiveApp app : table.apps()) {
      for (Endpoint endpoint : app.endpoints()) {
        known.computeIfAbsent(new Key(app.name(), endpoint.slot()), this::show);
      }
    }
  }

  private boolean gone(Key key, List<Meter> gauges, LiveTable table) {
    if (table.app(key.app()) != null) {
      return false;
    }
    gauges.forEach(registry::remove);
    return true;
  }

  private List<Meter> show(Key key) {
    return List.of(healthy(key.app(), key.slot()), ejected(key.app(), key.slot()));
  }

  private Gauge healthy(String app, Slot slot) {
    return gauge(app, slot, "aviary.slot.healthy", backend -> backend.health().well() ? 1 : 0)
        .description("1 while probes of the slot's container succeed, 0 while they fail")
        .register(registry);
  }

  private Gauge ejected(String app, Slot slot) {
    return gauge(
            app,
            slot,
            "aviary.slot.ejected.seconds",
            backend -> backend.health().ejectedFor(System.nanoTime()) / 1e9)
        .description("For how long failures in a row still keep requests from the container")
        .register(registry);
  }

  private Gauge.Builder<CurrentTable> gauge(
      String app, Slot slot, String name, ToDoubleFunction<Backend> value) {
    return Gauge.builder(
            name,
            current,
            table -> {
              Backend backend = backend(table.get(), app, slot);
              return backend == null ? Double.NaN : value.applyAsDouble(backend);
            })
        .tags(Tags.of("app", app, "slot", slot.id(), "track", slot.track().id()));
  }

  private static @Nullable Backend backend(LiveTable table, String name, Slot slot) {
    LiveApp app = table.app(name);
    Endpoint endpoint = app == null ? null : app.at(slot);
    return endpoint == null ? null : endpoint.backend();
  }

  private record Key(String app, Slot slot) {}
}
