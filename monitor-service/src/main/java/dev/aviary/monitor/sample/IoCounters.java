package dev.aviary.monitor.sample;

/** Bytes in and out since the container started, and its processes and threads now. */
record IoCounters(long received, long sent, long read, long written, long pids) {
  static final IoCounters NONE = new IoCounters(0, 0, 0, 0, 0);
}
