package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.lease.Lease;

/** One look at an app and the right to act on it. */
record ReconcilePass(Lease lease, ObservedState observed, LoopMemory memory) {
  String app() {
    return observed.spec().name();
  }

  Occupancy in(Slot slot) {
    return observed.in(slot);
  }

  Slots with(Slot slot, Occupancy occupancy) {
    return observed.slots().with(slot, occupancy);
  }
}
