package dev.aviary.benchmark.pipeline;

import java.util.Locale;

/**
 * How one failing canary left, in seconds from the end of its first 500.
 *
 * @param certain to the second of traffic that convicted it; whole seconds, so it may be just under
 *     0
 * @param decided to the monitor's decision
 * @param last to the start of the last request that it answered
 * @param requests that it answered
 */
record FailingReaction(double certain, double decided, double last, int requests) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f (certain %.1f, decided %.2f, %d requests)",
        last,
        certain,
        decided,
        requests);
  }
}
