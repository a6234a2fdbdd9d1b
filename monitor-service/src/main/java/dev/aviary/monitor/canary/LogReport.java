package dev.aviary.monitor.canary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the newest reading of a canary's log told.
 *
 * @param floodsSince the begin of the first of the spans in a row in which it flooded; null: it did
 *     not in the last one
 * @param said how much it wrote, in words
 * @param stableQuiet whether no stable container's log was of the same kind at that time
 */
record LogReport(@Nullable Instant floodsSince, String said, boolean stableQuiet) {
  static final LogReport QUIET = new LogReport(null, "", true);
}
