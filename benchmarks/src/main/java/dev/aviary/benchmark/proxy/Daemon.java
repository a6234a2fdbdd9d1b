package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A program that runs beside us, with what it and its children use of the machine. */
public final class Daemon implements AutoCloseable {
  /** What {@code /proc/PID/stat} counts in: {@code USER_HZ} is 100 on every Linux of today. */
  private static final double TICK_MICROS = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final Process process;

  private Daemon(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts it and returns when it listens on the port of loopback. */
  public static Daemon start(String name, Path folder, int port, ProcessBuilder builder) {
    try {
      Path log = folder.resolve(name + ".out");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      var daemon = new Daemon(name, process);
      Await.until(name + " listens, see " + log, PATIENCE, () -> daemon.listens(port));
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens(int port) {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended with " + process.exitValue());
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** CPU time of all its processes since they started. */
  public Cpu cpu() {
    return processes().map(pid -> cpu(lines(pid, "stat").getFirst())).reduce(Cpu.NONE, Cpu::plus);
  }

  /** CPU time of the JIT compiler's threads that live at the moment; of a JVM alone. */
  Cpu compilers() {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    try (var threads = Files.list(tasks)) {
      return threads
          .map(thread -> lines(thread.resolve("stat")).getFirst())
          .filter(stat -> stat.contains("(C1 Comp") || stat.contains("(C2 Comp"))
          .map(Daemon::cpu)
          .reduce(Cpu.NONE, Cpu::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a JIT compiler is part of it. */
  boolean compiles() {
    return compilers().total() > 0;
  }

  /** Keeps all of its threads on these CPUs, a list as {@code taskset} takes it. */
  void keepOn(String cpus) {
    processes().forEach(pid -> Shell.run("taskset", "-a", "-c", "-p", cpus, pid.toString()));
  }

  /** Resident memory of all its processes, MB; what they share counts for each. */
  public double residentMegabytes() {
    return processes()
            .flatMap(pid -> lines(pid, "status").stream())
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        * 1024
        / 1e6;
  }

  /** Threads of all its processes. */
  public long threads() {
    return processes()
        .flatMap(pid -> lines(pid, "status").stream())
        .filter(line -> line.startsWith("Threads:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static Cpu cpu(String stat) {
    // The name, in brackets, may hold anything; what follows is numbers (proc(5)).
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new Cpu(
        Long.parseLong(fields[11]) * TICK_MICROS, Long.parseLong(fields[12]) * TICK_MICROS);
  }

  private Stream<Long> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid);
  }

  private static List<String> lines(long pid, String file) {
    return lines(Path.of("/proc", Long.toString(pid), file));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal to its first process. */
  public void signal(String name) {
    Shell.run("kill", "-s", name, Long.toString(process.pid()));
  }

  /** The processes that its first one has started and that live. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Ends all of its processes as a failure would, and returns when they are gone. */
  public void kill() {
    var all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /** Whether its first process runs. */
  public boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
