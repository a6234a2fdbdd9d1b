package dev.aviary.monitor.sample;

import org.jspecify.annotations.Nullable;

/** The memory columns of {@code docker stats}: docker/cli {@code calculateMemUsageUnixNoCache}. */
final class MemoryUse {
  private MemoryUse() {}

  /** Bytes, without the inactive page cache. */
  static long bytes(MemoryCounters memory) {
    Long v1 = memory.totalInactiveFile();
    if (v1 != null && v1 < memory.usage()) {
      return memory.usage() - v1;
    }
    long v2 = memory.inactiveFile() == null ? 0 : memory.inactiveFile();
    return v2 < memory.usage() ? memory.usage() - v2 : memory.usage();
  }

  /** Percent of the limit; null when the kernel does not account memory. */
  static @Nullable Double percent(MemoryCounters memory) {
    return memory.limit() == 0 ? null : (double) bytes(memory) / memory.limit() * 100;
  }
}
