package dev.aviary.builder.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a starting container's health.
 *
 * @param passed what it answered, once it did
 * @param overdue whether the deadline for that has passed
 * @param last what the last probe met
 */
record Probed(ProbeResult.@Nullable Passed passed, boolean overdue, ProbeResult.Failed last) {
  static final Probed NEVER = new Probed(null, false, ProbeResult.Failed.NEVER);

  boolean answered() {
    return passed != null;
  }
}
