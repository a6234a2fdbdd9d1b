package dev.aviary.monitor.sample;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The CPU % of {@code docker stats}: docker/cli {@code calculateCPUPercentUnix}, except that it
 * says nothing where the CLI prints a number that means nothing.
 */
final class CpuPercent {
  private CpuPercent() {}

  /** Percent of one CPU of the host, or nothing when these counters do not tell. */
  static OptionalDouble of(CpuCounters before, CpuCounters now) {
    if (before.system() == 0 || now.system() == 0 || now.online() == 0) {
      return OptionalDouble.empty();
    }
    if (now.total() < before.total() || now.system() < before.system()) {
      return OptionalDouble.empty();
    }
    double used = (double) now.total() - before.total();
    double passed = (double) now.system() - before.system();
    return OptionalDouble.of(used > 0 && passed > 0 ? used / passed * now.online() * 100 : 0);
  }

  /**
   * Percent of one CPU that the container's limit kept from it, where {@link #of} tells something;
   * null: nothing. Cgroup v1 counts each CPU for itself, so it is no more than all CPUs.
   */
  static @Nullable Double throttled(CpuCounters before, CpuCounters now) {
    double kept = (double) now.throttled() - before.throttled();
    double passed = (double) now.system() - before.system();
    return kept > 0 && passed > 0 ? Math.min(1, kept / passed) * now.online() * 100 : null;
  }
}
