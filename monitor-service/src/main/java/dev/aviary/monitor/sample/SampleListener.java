package dev.aviary.monitor.sample;

import dev.aviary.contract.telemetry.Sample;
import java.util.List;

/** Takes what is sampled. Called by several threads, which it must not hold up. */
public interface SampleListener {
  /**
   * @param at {@link System#nanoTime()} when the sample came
   */
  default void sampled(Container container, Sample sample, long at) {}

  /** The engine says: these containers run, and no others. */
  default void running(List<Container> containers, long at) {}
}
