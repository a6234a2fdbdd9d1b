package dev.aviary.builder.lease;

import dev.aviary.contract.lease.Lease;

/** What only the builder that leads does. */
public interface LeaderWork {
  /**
   * This builder leads from now on. Returns soon.
   *
   * @param lease must hold directly before each step
   */
  void begin(Lease lease);

  /** Begins no other step, and returns when none is under way, or after 10 s. */
  void end();
}
