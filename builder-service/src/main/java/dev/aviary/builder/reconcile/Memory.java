package dev.aviary.builder.reconcile;

import dev.aviary.contract.telemetry.BalancerStore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one loop remembers between its looks. All of it may be lost: then probes and drains begin
 * again.
 */
final class Memory {
  final Probes probes;
  final Pauses pauses;
  final Passages passages;

  /** The epoch of the control keys that this loop has taken for true. */
  @Nullable String epoch;

  /** What was last waited for. */
  String waiting = "";

  Memory(BalancerStore balancers, LongSupplier nanos) {
    this.probes = new Probes(nanos);
    this.pauses = new Pauses(nanos);
    this.passages = new Passages(balancers, nanos);
  }
}
