package dev.aviary.builder.engine;

import java.util.List;

/**
 * What is left of a container's life.
 *
 * @param outOfMemory whether the kernel killed a process of it for its memory
 * @param lines the last lines it printed, oldest first
 */
public record Ending(boolean running, long exitCode, boolean outOfMemory, List<String> lines) {
  public Ending {
    lines = List.copyOf(lines);
  }

  /** Of a container that is gone. */
  static final Ending UNKNOWN = new Ending(false, -1, false, List.of());

  /** In a few words, for a reason. */
  public String summary() {
    if (running) {
      return "it is still running";
    }
    if (equals(UNKNOWN)) {
      return "the container is gone";
    }
    return "it exited with code " + exitCode + (outOfMemory ? ", out of memory" : "");
  }
}
