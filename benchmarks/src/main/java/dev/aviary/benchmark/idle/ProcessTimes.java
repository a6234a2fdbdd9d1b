package dev.aviary.benchmark.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The CPU time of every process on the machine at one moment, from {@code /proc/<pid>/stat}
 * (proc_pid_stat(5), fields utime, stime, cutime and cstime).
 *
 * <p>A process that ended in the meantime is found with the one that waited for it: in containers
 * that is their containerd-shim.
 */
record ProcessTimes(Map<Long, ProcessTime> byPid) {
  /** Linux counts CPU time for programs in hundredths of a second on every platform of ours. */
  private static final double TICKS_A_SECOND = 100;

  /**
   * @param own seconds of CPU time that the process itself used
   * @param reaped seconds that its ended children used for which it has waited
   */
  record ProcessTime(String command, String arguments, String cgroup, double own, double reaped) {}

  static ProcessTimes now() {
    var all = new HashMap<Long, ProcessTime>();
    ProcessHandle.allProcesses()
        .forEach(process -> {
          try {
            all.put(process.pid(), read(Path.of("/proc", Long.toString(process.pid()))));
          } catch (IOException ended) {
            // Its parent has its time.
          }
        });
    return new ProcessTimes(all);
  }

  private static ProcessTime read(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    // The name stands in parentheses and may hold anything.
    int end = stat.lastIndexOf(')');
    String[] fields = stat.substring(end + 2).split(" ", -1);
    return new ProcessTime(
        stat.substring(stat.indexOf('(') + 1, end),
        Files.readString(process.resolve("cmdline")).replace('\0', ' '),
        Files.readString(process.resolve("cgroup")),
        seconds(fields[11], fields[12]),
        seconds(fields[13], fields[14]));
  }

  private static double seconds(String user, String system) {
    return (Long.parseLong(user) + Long.parseLong(system)) / TICKS_A_SECOND;
  }

  /**
   * Seconds of CPU time since an earlier moment, by group.
   *
   * @param group of a process; of one that is in none, {@link Group#NONE}
   */
  Map<String, Double> since(ProcessTimes earlier, Function<ProcessTime, Group> group) {
    var sums = new TreeMap<String, Double>();
    byPid.forEach((pid, now) -> {
      Group of = group.apply(now);
      ProcessTime before = earlier.byPid.get(pid);
      add(sums, of.own(), now.own() - (before == null ? 0 : before.own()));
      add(sums, of.reaped(), now.reaped() - (before == null ? 0 : before.reaped()));
    });
    return sums;
  }

  private static void add(Map<String, Double> sums, String group, double seconds) {
    if (!group.isEmpty()) {
      sums.merge(group, seconds, Double::sum);
    }
  }
}
