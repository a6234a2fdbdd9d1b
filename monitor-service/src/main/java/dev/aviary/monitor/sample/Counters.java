package dev.aviary.monitor.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a container's stats stream.
 *
 * @param read when it was taken; null in a record of a container that does not run
 * @param cpu up to then
 * @param before up to the record before; in the first record of a stream there is none
 */
record Counters(
    @Nullable Instant read,
    CpuCounters cpu,
    CpuCounters before,
    MemoryCounters memory,
    IoCounters io) {}
