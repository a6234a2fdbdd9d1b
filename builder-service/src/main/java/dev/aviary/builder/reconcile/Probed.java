package dev.aviary.builder.reconcile;

/**
 * What is known of a starting container's health.
 *
 * @param answered whether it answered with 2xx
 * @param overdue whether the deadline for that has passed
 * @param error what the last probe met
 */
record Probed(boolean answered, boolean overdue, String error) {
  static final Probed NEVER = new Probed(false, false, "it was not probed");
}
