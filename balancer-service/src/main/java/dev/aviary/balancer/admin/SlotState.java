package dev.aviary.balancer.admin;

import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the balancer knows of the container in a slot.
 *
 * @param healthy what its probes say
 * @param ejectedUntil until when failures in a row keep requests from it; null: they do not
 * @param inFlight requests that it is answering
 * @param fault what is wrong with its protocol, and what to do; null: nothing that is known
 */
@Serdeable
record SlotState(
    String app,
    String slot,
    String container,
    boolean healthy,
    @Nullable Instant ejectedUntil,
    int inFlight,
    @Nullable String fault) {

  /** Of every slot that leads somewhere, by app and slot. */
  static List<SlotState> of(LiveTable table, Instant now, long nanos) {
    return table.apps().stream()
        .sorted(Comparator.comparing(LiveApp::name))
        .flatMap(app -> app.endpoints().stream())
        .map(endpoint -> of(endpoint, now, nanos))
        .toList();
  }

  private static SlotState of(Endpoint place, Instant now, long nanos) {
    Backend backend = place.backend();
    long ejectedFor = backend.health().ejectedFor(nanos);
    return new SlotState(
        place.app(),
        place.slot().id(),
        backend.member().container(),
        backend.health().well(),
        ejectedFor > 0 ? now.plusNanos(ejectedFor) : null,
        backend.inFlight(),
        backend.fault());
  }
}
