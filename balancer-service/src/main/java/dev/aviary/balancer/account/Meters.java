package dev.aviary.balancer.account;

import dev.aviary.contract.app.Slot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The meter of each slot, made when the slot is first routed to, and shown to Micrometer. */
@Singleton
public final class Meters {
  private static final List<String> CLASSES = List.of("aborted", "1xx", "2xx", "3xx", "4xx", "5xx");

  private final MeterRegistry registry;
  private final ConcurrentHashMap<Key, SlotMeter> meters = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  public SlotMeter of(String app, Slot slot) {
    return meters.computeIfAbsent(new Key(app, slot), this::make);
  }

  Collection<SlotMeter> all() {
    return meters.values();
  }

  private SlotMeter make(Key key) {
    var meter = new SlotMeter(key.app(), key.slot());
    Tags tags =
        Tags.of("app", key.app(), "slot", key.slot().id(), "track", key.slot().track().id());
    for (int i = 0; i < SlotMeter.CLASSES; i++) {
      int statusClass = i;
      FunctionCounter.builder("aviary.requests", meter, each -> each.answers(statusClass))
          .description("Requests by what became of them")
          .tags(tags.and("status", CLASSES.get(i)))
          .register(registry);
    }
    FunctionCounter.builder("aviary.connect.failures", meter, SlotMeter::connectFailures)
        .description("Connections to the slot's container that could not be made")
        .tags(tags)
        .register(registry);
    Gauge.builder("aviary.requests.in.flight", meter, SlotMeter::inFlight)
        .description("Requests that are being answered")
        .tags(tags)
        .register(registry);
    return meter;
  }

  private record Key(String app, Slot slot) {}
}
