package dev.aviary.monitor.sample;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the host's {@code /proc/stat} and {@code /proc/pressure/cpu} (proc(5), and the kernel's
 * Documentation/accounting/psi.rst). Neither belongs to a namespace, so a container reads those of
 * the host, and needs no right for it.
 */
@Singleton
public final class HostCpu {
  /** Over less than this, a few ticks of the kernel's clock make a large difference. */
  private static final long SHORTEST = Duration.ofMillis(700).toNanos();

  /** What was read longer ago says nothing of the last second. */
  private static final long LONGEST = Duration.ofSeconds(5).toNanos();

  /** How much the newest count of those that can run weighs: it is of one moment. */
  private static final double NEWEST = 0.3;

  private static final Pattern CPUS = Pattern.compile("^cpu[0-9]", Pattern.MULTILINE);
  private static final Pattern ALL = Pattern.compile("^cpu +([0-9 ]+)$", Pattern.MULTILINE);
  private static final Pattern RUNNING =
      Pattern.compile("^procs_running ([0-9]+)$", Pattern.MULTILINE);
  private static final Pattern PRESSURE =
      Pattern.compile("^some .*total=([0-9]+)$", Pattern.MULTILINE);
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** Guest time is part of user time. */
  private static final int FIELDS = 8;

  private final Path proc;
  private @Nullable Reading last;
  private HostLoad load = HostLoad.UNKNOWN;

  @Inject
  HostCpu() {
    this(Path.of("/proc"));
  }

  HostCpu(Path proc) {
    this.proc = proc;
  }

  /**
   * @param at monotonic, in nanoseconds
   * @param total ticks of all CPUs since the start
   * @param idle the unused ones of them
   * @param stalledMicros in which at least one process waited; -1: unknown
   * @param competing for each CPU, at that moment
   */
  private record Reading(long at, long total, long idle, long stalledMicros, double competing) {}

  /**
   * The load since the last question; {@link HostLoad#UNKNOWN} at first and where it cannot be
   * read.
   *
   * @param now monotonic, in nanoseconds
   */
  public synchronized HostLoad load(long now) {
    Reading before = last;
    if (before != null && now - before.at() < SHORTEST) {
      return load;
    }
    Reading newest = read(now);
    last = newest;
    load =
        before != null && newest != null && now - before.at() <= LONGEST
            ? between(before, newest)
            : HostLoad.UNKNOWN;
    return load;
  }

  private HostLoad between(Reading before, Reading now) {
    long total = now.total() - before.total();
    if (total <= 0) {
      return HostLoad.UNKNOWN;
    }
    double busy = 100.0 * (total - (now.idle() - before.idle())) / total;
    Double waiting =
        now.stalledMicros() < 0 || before.stalledMicros() < 0
            ? null
            : 1e5 * (now.stalledMicros() - before.stalledMicros()) / (now.at() - before.at());
    double competing =
        load.equals(HostLoad.UNKNOWN)
            ? now.competing()
            : NEWEST * now.competing() + (1 - NEWEST) * load.competing();
    return new HostLoad(busy, waiting, competing);
  }

  private @Nullable Reading read(long now) {
    try {
      String stat = Files.readString(proc.resolve("stat"));
      Matcher all = ALL.matcher(stat);
      Matcher running = RUNNING.matcher(stat);
      long cpus = CPUS.matcher(stat).results().count();
      if (!all.find() || !running.find() || cpus == 0) {
        return null;
      }
      String[] ticks = all.group(1).split(" ", -1);
      long total = 0;
      for (int i = 0; i < Math.min(FIELDS, ticks.length); i++) {
        total += Long.parseLong(ticks[i]);
      }
      long idle = Long.parseLong(ticks[IDLE]) + Long.parseLong(ticks[IO_WAIT]);
      // One of those that run is the thread that reads this.
      double others = Math.max(0, Long.parseLong(running.group(1)) - 1);
      return new Reading(now, total, idle, stalled(), others / cpus);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
      return null;
    }
  }

  private long stalled() {
    try {
      Matcher some = PRESSURE.matcher(Files.readString(proc.resolve("pressure/cpu")));
      return some.find() ? Long.parseLong(some.group(1)) : -1;
    } catch (IOException none) {
      // Kernels before 4.20, and those that were booted with psi=0.
      return -1;
    }
  }
}
