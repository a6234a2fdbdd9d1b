package dev.aviary.monitor.sample;

import com.github.dockerjava.api.model.BlkioStatEntry;
import com.github.dockerjava.api.model.BlkioStatsConfig;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.PidsStatsConfig;
import com.github.dockerjava.api.model.StatisticNetworksConfig;
import com.github.dockerjava.api.model.Statistics;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the engine sent; whatever may be missing there is missing, or 0, here. */
final class StatsRecord {
  private StatsRecord() {}

  static Counters read(Statistics stats) {
    return new Counters(
        time(stats.getRead()),
        cpu(stats.getCpuStats()),
        cpu(stats.getPreCpuStats()),
        memory(stats.getMemoryStats()),
        io(stats));
  }

  /** A container that does not run has the zero time of Go. */
  private static @Nullable Instant time(@Nullable String text) {
    if (text == null || text.startsWith("0001-")) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static CpuCounters cpu(@Nullable CpuStatsConfig stats) {
    if (stats == null || stats.getCpuUsage() == null) {
      return CpuCounters.NONE;
    }
    long online = orZero(stats.getOnlineCpus());
    List<Long> each = stats.getCpuUsage().getPercpuUsage();
    var throttling = stats.getThrottlingData();
    return new CpuCounters(
        orZero(stats.getCpuUsage().getTotalUsage()),
        orZero(stats.getSystemCpuUsage()),
        online == 0 && each != null ? each.size() : online,
        throttling == null ? 0 : orZero(throttling.getThrottledTime()));
  }

  private static MemoryCounters memory(@Nullable MemoryStatsConfig stats) {
    if (stats == null) {
      return new MemoryCounters(0, null, null, 0);
    }
    var detail = stats.getStats();
    return new MemoryCounters(
        orZero(stats.getUsage()),
        detail == null ? null : detail.getTotalInactiveFile(),
        detail == null ? null : detail.getInactiveFile(),
        orZero(stats.getLimit()));
  }

  private static IoCounters io(Statistics stats) {
    return new IoCounters(
        network(stats.getNetworks(), StatisticNetworksConfig::getRxBytes),
        network(stats.getNetworks(), StatisticNetworksConfig::getTxBytes),
        block(stats.getBlkioStats(), 'r'),
        block(stats.getBlkioStats(), 'w'),
        pids(stats.getPidsStats()));
  }

  private static long network(
      @Nullable Map<String, StatisticNetworksConfig> networks,
      Function<StatisticNetworksConfig, @Nullable Long> bytes) {
    return networks == null
        ? 0
        : networks.values().stream().mapToLong(each -> orZero(bytes.apply(each))).sum();
  }

  private static long block(@Nullable BlkioStatsConfig stats, char operation) {
    List<BlkioStatEntry> entries = stats == null ? null : stats.getIoServiceBytesRecursive();
    return entries == null
        ? 0
        : entries.stream()
            .filter(each -> is(each.getOp(), operation))
            .mapToLong(each -> orZero(each.getValue()))
            .sum();
  }

  private static boolean is(@Nullable String name, char operation) {
    return name != null && !name.isEmpty() && Character.toLowerCase(name.charAt(0)) == operation;
  }

  private static long pids(@Nullable PidsStatsConfig stats) {
    return stats == null ? 0 : orZero(stats.getCurrent());
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
