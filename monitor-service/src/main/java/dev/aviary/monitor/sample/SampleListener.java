package dev.aviary.monitor.sample;

import dev.aviary.monitor.record.Culprit;
import java.time.Instant;
import java.util.List;

/** Takes what is sampled. Called by several threads, which it must not hold up. */
public interface SampleListener {
  /**
   * @param at {@link System#nanoTime()} when the sample came
   */
  default void sampled(Container container, Sample sample, long at) {}

  /**
   * The kernel killed a process of a container because the container was at its memory limit. The
   * container itself may go on.
   *
   * @param when as the engine says
   * @param at {@link System#nanoTime()} when the engine told it
   */
  default void killedForMemory(Culprit app, Instant when, long at) {}

  /** The engine says: these containers run, and no others. */
  default void running(List<Container> containers, long at) {}
}
