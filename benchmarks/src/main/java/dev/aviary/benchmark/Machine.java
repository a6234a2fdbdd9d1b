package dev.aviary.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that measures. */
public final class Machine {
  private Machine() {}

  public static String describe() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      long kilobytes =
          Long.parseLong(
              lines
                  .filter(line -> line.startsWith("MemTotal:"))
                  .findFirst()
                  .orElse("0")
                  .replaceAll("\\D", ""));
      return "%d CPUs, %d GiB, Linux %s, shared with others"
          .formatted(
              Runtime.getRuntime().availableProcessors(),
              Math.round(kilobytes / 1048576.0),
              System.getProperty("os.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that ran or wanted to, on average over the last minute. */
  public static double load() {
    try {
      return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
