package dev.aviary.builder.reconcile;

import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;

/** Writes the control keys of an app. Each write is conditional on the lease of this builder. */
@Singleton
final class ControlWriter {
  private final Writes writes;
  private final Leadership leadership;
  private final SlotStore slots;

  ControlWriter(Writes writes, Leadership leadership, SlotStore slots) {
    this.writes = writes;
    this.leadership = leadership;
    this.slots = slots;
  }

  AtomicWrite begin(Lease lease) {
    return leadership.guard(writes.begin(), lease);
  }

  /** Begins with the app's slots as they are to be. */
  AtomicWrite begin(ReconcilePass pass, Slots next) {
    return slots.put(begin(pass.lease()), pass.app(), next);
  }

  /**
   * @return whether it was written; if not, the next look shows why
   */
  boolean run(Lease lease, AtomicWrite write) {
    WriteOutcome outcome = write.run();
    if (!outcome.written()) {
      leadership.holds(lease);
    }
    return outcome.written();
  }

  boolean write(ReconcilePass pass, Slots next) {
    return run(pass.lease(), begin(pass, next));
  }

  /** Whether this builder still leads. Asked before each call to the engine. */
  boolean holds(Lease lease) {
    return leadership.holds(lease);
  }
}
