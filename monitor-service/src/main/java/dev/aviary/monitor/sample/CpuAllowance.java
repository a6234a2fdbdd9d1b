package dev.aviary.monitor.sample;

import com.github.dockerjava.api.model.HostConfig;
import org.jspecify.annotations.Nullable;

/** How many CPUs a container may use, by its own settings. */
final class CpuAllowance {
  private static final double NANO = 1e9;

  /** The kernel's default period, in microseconds. */
  private static final long PERIOD = 100_000;

  private CpuAllowance() {}

  /** CPUs, or 0 when nothing limits it. */
  static double of(@Nullable HostConfig settings) {
    if (settings == null) {
      return 0;
    }
    long nano = orZero(settings.getNanoCPUs());
    if (nano > 0) {
      return nano / NANO;
    }
    long quota = orZero(settings.getCpuQuota());
    if (quota > 0) {
      long period = orZero(settings.getCpuPeriod());
      return (double) quota / (period > 0 ? period : PERIOD);
    }
    return count(settings.getCpusetCpus());
  }

  /** The CPUs of a list as in cpuset(7): {@code 0-2,7} are four. */
  static int count(@Nullable String list) {
    if (list == null || list.isBlank()) {
      return 0;
    }
    int count = 0;
    for (String part : list.split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      int first = Integer.parseInt(ends[0]);
      int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
      count += last - first + 1;
    }
    return count;
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
