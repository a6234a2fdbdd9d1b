package dev.aviary.monitor.alert;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.monitor.record.CpuDemand;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.HostLoad;
import dev.aviary.monitor.sample.HostLoads;
import dev.aviary.monitor.sample.Sample;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/*
 * Docker's API tells what a container used, and not for how long it waited for a CPU. Cgroup v2 would
 * tell (cpu.pressure), v1 would not, and the monitor sees neither: it has no folder of the host's. What
 * it does see is that the host is short of CPU, and how many compete for each. A process that
 * would burn gets its fair share of that; so a use times those who compete is what it would use alone.
 * A process that wants less than its share does not wait, and that product is too much: therefore the
 * stable containers, which starve alike, are the measure, and what they use for as many requests.
 */

/** Estimates the CPU that a canary wants and is not given. */
@Singleton
final class WantedCpu {
  /**
   * The factor by which a canary must need more CPU than a stable container, for as many requests.
   */
  static final double TIMES_STABLE = 5;

  /** Percent of one CPU: of less, no estimate is made. */
  static final double LEAST = 10;

  /** No more than this many are taken to compete: with more, the share of one says too little. */
  static final double MOST_COMPETING = 10;

  private static final Duration LATELY = Duration.ofSeconds(10);
  private static final int INTERVALS = 60;

  private final HostLoads hosts;
  private final TrafficStore traffic;
  private final InstantSource clock;

  WantedCpu(HostLoads hosts, TrafficStore traffic, InstantSource clock) {
    this.hosts = hosts;
    this.traffic = traffic;
    this.clock = clock;
  }

  /**
   * What the canary wants; null where that is no more than it is given, or cannot be told.
   *
   * @param node on which the canary runs
   * @param stable the mean CPU of each stable container over the last seconds, in percent
   * @param threshold above which an estimate is of use
   * @param now monotonic, in nanoseconds
   */
  @Nullable CpuDemand of(
      Culprit canary, String node, Sample sample, List<Double> stable, double threshold, long now) {
    HostLoad load = hosts.of(node, now);
    CpuDemand demand = demand(sample, stable, load, 1);
    if (demand == null || demand.wanted() <= threshold) {
      return null;
    }
    OptionalDouble requests = requestsOfOneStable(canary, stable.size());
    return requests.isEmpty() ? null : demand(sample, stable, load, requests.getAsDouble());
  }

  /**
   * @param requests how many requests the canary got for each one of a stable container
   */
  static @Nullable CpuDemand demand(
      Sample sample, List<Double> stable, HostLoad load, double requests) {
    double given = sample.cpuPercent();
    double throttled = sample.throttledPercent() == null ? 0 : sample.throttledPercent();
    boolean kept = load.starves() || throttled > 0;
    double mean = stable.stream().mapToDouble(Double::doubleValue).average().orElse(given);
    double asStable = Math.max(mean * Math.max(1, requests), 1);
    if (!kept || given < LEAST || given < TIMES_STABLE * asStable) {
      return null;
    }
    double competing = load.starves() ? Math.clamp(load.competing(), 1, MOST_COMPETING) : 1;
    return new CpuDemand(
        rounded(given),
        rounded(throttled),
        rounded(load.busyPercent()),
        rounded(competing),
        rounded(given / asStable),
        rounded(given * competing + throttled));
  }

  /** Requests of the canary for each one of a stable container; empty: not known. */
  private OptionalDouble requestsOfOneStable(Culprit canary, int stables) {
    try {
      Instant from = clock.instant().minus(LATELY);
      List<TrafficInterval> lately =
          traffic.newest(canary.app(), INTERVALS).stream()
              .filter(each -> each.at().isAfter(from))
              .toList();
      double own = sum(lately, true);
      double others = sum(lately, false) / stables;
      if (own == 0) {
        return OptionalDouble.of(1);
      }
      return others == 0 ? OptionalDouble.empty() : OptionalDouble.of(own / others);
    } catch (RedisException away) {
      return OptionalDouble.empty();
    }
  }

  private static double sum(List<TrafficInterval> lately, boolean ofCanary) {
    return lately.stream()
        .filter(each -> each.slot().equals(Slot.CANARY.id()) == ofCanary)
        .mapToLong(TrafficInterval::requests)
        .sum();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
