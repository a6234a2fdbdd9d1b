package dev.aviary.monitor.sample;

/** Says what must be sampled every second. Asked often, by several threads; it must not wait. */
public interface SamplingDemand {
  boolean everySecond(Container container);
}
