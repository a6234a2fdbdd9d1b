package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.BalancerStore;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one loop remembers between its looks. All of it may be lost: then probes and drains begin
 * again.
 */
final class LoopMemory {
  final Probes probes;
  final RestartPauses<Slot> pauses;
  final RestartPauses<String> processPauses;
  final RouteUptakes uptakes;
  final StoppingContainers stops;
  final ReleaseOutput output = new ReleaseOutput();

  /** Whether this builder is where processes run. */
  boolean startsProcesses = true;

  /** The deployment whose release command has ended well. */
  @Nullable String released;

  /** The epoch of the control keys that this loop has taken for true. */
  @Nullable String epoch;

  /** When the last container began to serve. */
  @Nullable Instant servedAt;

  /** What was last waited for. */
  String waiting = "";

  LoopMemory(BalancerStore balancers, StoppingContainers stops, LongSupplier nanos) {
    this.probes = new Probes(nanos);
    this.pauses = new RestartPauses<>(nanos);
    this.processPauses = new RestartPauses<>(nanos);
    this.stops = stops;
    this.uptakes = new RouteUptakes(balancers, nanos);
  }
}
