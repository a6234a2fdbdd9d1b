package dev.aviary.monitor.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one container into samples. CPU is compared with what the record itself says
 * of the second before, or else with the record before. A record gives no sample when no true
 * number follows from it: the first one, one of a container that does not run, one whose counters
 * or clock went backwards. The record after it has a new baseline.
 */
final class SampleCalculator {
  /** Over less than this, a few ticks of the kernel's clock make a large difference. */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  private final double allowedCpus;
  private @Nullable Counters last;

  /**
   * @param allowedCpus what the container may use; 0: every CPU of the host
   */
  SampleCalculator(double allowedCpus) {
    this.allowedCpus = allowedCpus;
  }

  Optional<Sample> take(Counters counters) {
    Instant read = counters.read();
    if (read == null) {
      return Optional.empty();
    }
    Counters known = last;
    Instant lastRead = known == null ? null : known.read();
    boolean forward = lastRead == null || read.isAfter(lastRead);
    boolean complete = counters.before().system() != 0;
    if (!complete && forward && lastRead != null && read.isBefore(lastRead.plus(SHORTEST))) {
      return Optional.empty();
    }
    last = counters;
    CpuCounters before = complete || known == null ? counters.before() : known.cpu();
    var cpu = CpuPercent.of(before, counters.cpu());
    if (!forward || cpu.isEmpty()) {
      return Optional.empty();
    }
    Double seconds = complete || lastRead == null ? null : seconds(lastRead, read);
    return Optional.of(sample(read, cpu.getAsDouble(), seconds, counters, before));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private Sample sample(
      Instant read, double cpu, @Nullable Double seconds, Counters counters, CpuCounters before) {
    double allowed = allowedCpus > 0 ? allowedCpus : counters.cpu().online();
    IoCounters io = counters.io();
    return new Sample(
        read,
        cpu,
        cpu / allowed,
        MemoryUse.bytes(counters.memory()),
        counters.memory().limit(),
        MemoryUse.percent(counters.memory()),
        io.received(),
        io.sent(),
        io.read(),
        io.written(),
        io.pids(),
        seconds,
        CpuPercent.throttled(before, counters.cpu()));
  }
}
