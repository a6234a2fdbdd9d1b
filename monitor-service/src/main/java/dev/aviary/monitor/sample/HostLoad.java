package dev.aviary.monitor.sample;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * How much of the host's CPU time is taken.
 *
 * @param busyPercent of the time of all CPUs, 0 to 100; virtual machines beside it count as busy
 * @param waitingPercent of the time in which at least one process waited for a CPU (the kernel's
 *     pressure stall information); null: the kernel does not tell
 * @param competing how many processes and threads wanted each CPU, those that ran included
 */
@Serdeable
public record HostLoad(double busyPercent, @Nullable Double waitingPercent, double competing) {
  public static final HostLoad UNKNOWN = new HostLoad(0, null, 1);

  private static final double BUSY = 90;
  private static final double WAITING = 50;

  /** Whether a container may get less CPU than it wants because others want it too. */
  public boolean starves() {
    return busyPercent >= BUSY
        && (waitingPercent == null || waitingPercent >= WAITING)
        && competing > 1;
  }
}
