package dev.aviary.benchmark.proxy;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds of every case
 * @param seconds of one run
 * @param soak how long memory is watched
 * @param warmUps runs of five seconds before a case, at most
 */
record MeasurementPlan(int rounds, int seconds, Duration soak, int warmUps) {
  Duration run() {
    return Duration.ofSeconds(seconds);
  }
}
