package dev.aviary.monitor.canary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What probes of a canary's container told last.
 *
 * @param failingSince when the first of those that failed in a row was sent; null: the last one was
 *     answered as it should be
 * @param said what it answered, in words
 * @param stableWell whether a stable container answered the same probe, asked after the last
 *     failure
 */
record HealthReport(@Nullable Instant failingSince, String said, boolean stableWell) {}
