package dev.aviary.benchmark.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that take what they can get of the CPUs: the other work of a loaded machine. */
final class BusyLoops implements AutoCloseable {
  private final List<Process> loops = new ArrayList<>();

  BusyLoops(int count) {
    try {
      for (int i = 0; i < count; i++) {
        loops.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process each : loops) {
      each.destroyForcibly().onExit().join();
    }
  }
}
