package dev.aviary.monitor.sample;

import org.jspecify.annotations.Nullable;

/**
 * What the engine says of a container's memory, in bytes.
 *
 * @param totalInactiveFile only on cgroup v1
 * @param limit 0 when memory is not accounted
 */
record MemoryCounters(
    long usage, @Nullable Long totalInactiveFile, @Nullable Long inactiveFile, long limit) {}
