package dev.aviary.monitor.sample;

import dev.aviary.contract.telemetry.Sample;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one container's stats stream into samples. A record from which no honest
 * number follows gives none: the first one, one of a container that does not run, one whose
 * counters or clock went backwards. The record after it has a new baseline.
 */
final class Meter {
  private final double allowedCpus;
  private @Nullable Instant last;

  /**
   * @param allowedCpus what the container may use; 0: every CPU of the host
   */
  Meter(double allowedCpus) {
    this.allowedCpus = allowedCpus;
  }

  Optional<Sample> take(Counters counters) {
    Instant read = counters.read();
    if (read == null) {
      return Optional.empty();
    }
    boolean forward = last == null || read.isAfter(last);
    last = read;
    var cpu = CpuPercent.of(counters.before(), counters.cpu());
    if (!forward || cpu.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(sample(read, cpu.getAsDouble(), counters));
  }

  private Sample sample(Instant read, double cpu, Counters counters) {
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
        io.pids());
  }
}
