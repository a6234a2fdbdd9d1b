package dev.aviary.monitor.sample;

/**
 * What the engine counted of CPU time up to one moment.
 *
 * @param total nanoseconds that the container used
 * @param system nanoseconds of all CPUs of the host together; 0 when missing
 * @param online the host's CPUs; 0 when missing
 * @param throttled nanoseconds that its own limit kept from it
 */
record CpuCounters(long total, long system, long online, long throttled) {
  static final CpuCounters NONE = new CpuCounters(0, 0, 0, 0);

  CpuCounters(long total, long system, long online) {
    this(total, system, online, 0);
  }
}
