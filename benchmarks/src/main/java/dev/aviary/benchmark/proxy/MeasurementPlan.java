package dev.aviary.benchmark.proxy;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds of every case
 * @param seconds of one run
 * @param soak how long memory is watched
 */
record MeasurementPlan(int rounds, int seconds, Duration soak) {
  Duration run() {
    return Duration.ofSeconds(seconds);
  }
}
