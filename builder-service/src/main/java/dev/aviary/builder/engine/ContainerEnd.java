package dev.aviary.builder.engine;

import java.util.List;

/**
 * What is left of a container's life.
 *
 * @param outOfMemory whether the kernel killed a process of it for its memory, at any time of its
 *     life: the engine says so only when the container has ended
 * @param lines the last lines it printed, oldest first
 * @param error what the engine could not do for it; empty when it could
 */
public record ContainerEnd(
    boolean running, long exitCode, boolean outOfMemory, List<String> lines, String error) {
  /** Of a process that SIGKILL ended: 128 and the signal's number. */
  private static final long KILLED = 137;

  public ContainerEnd {
    lines = List.copyOf(lines);
  }

  /** Of a container that is gone. */
  static final ContainerEnd UNKNOWN = new ContainerEnd(false, -1, false, List.of(), "");

  /** One that the engine would not start. */
  public static ContainerEnd rejected(String reason) {
    return new ContainerEnd(false, -1, false, List.of(), reason);
  }

  /** Whether SIGKILL ended it, for whatever reason. */
  public boolean killed() {
    return !running && exitCode == KILLED;
  }

  /** Whether the kernel ended it for its memory, as the engine says. */
  public boolean killedForMemory() {
    return killed() && outOfMemory;
  }

  /** In a few words, for a reason. */
  public String summary() {
    if (running) {
      return "it is still running";
    }
    if (equals(UNKNOWN)) {
      return "the container is gone";
    }
    return "it exited with code " + exitCode + memory();
  }

  /** A child that was killed long before did not cause this end. */
  private String memory() {
    if (!outOfMemory) {
      return "";
    }
    return exitCode == KILLED
        ? ", out of memory"
        : "; the kernel had killed a process in it for memory before";
  }
}
