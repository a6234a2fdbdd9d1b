package dev.aviary.monitor.testing;

import dev.aviary.monitor.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A monitor in a process of its own, which can be killed. */
public final class MonitorProcess implements AutoCloseable {
  private final Process process;

  private MonitorProcess(Process process) {
    this.process = process;
  }

  public static MonitorProcess start(Map<String, Object> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx96m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    try {
      File log = File.createTempFile("monitor", ".log");
      log.deleteOnExit();
      return new MonitorProcess(
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As by the kernel: it says nothing to anybody. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
