package dev.aviary.monitor.canary;

import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.TrackCounts;
import java.util.HashMap;
import java.util.Map;

/**
 * What both tracks were asked and answered in one second.
 *
 * @param at the end of the second, in milliseconds since 1970
 * @param canarySetAside for how many more seconds the balancer sends the canary nothing
 * @param visitors requests to the canary that are none of the monitor's probes
 * @param upTo the last entry of the traffic stream that belongs to it
 */
record ComparedSecond(
    long at,
    TrackCounts canary,
    TrackCounts stable,
    long canarySetAside,
    long visitors,
    String upTo) {

  ComparedSecond withCanary(TrafficInterval interval, String entry) {
    return new ComparedSecond(
        at,
        sum(canary, counts(interval)),
        stable,
        Math.max(canarySetAside, interval.setAside()),
        visitors + interval.attempts(),
        entry);
  }

  ComparedSecond withStable(TrafficInterval interval, String entry) {
    return new ComparedSecond(
        at, canary, sum(stable, counts(interval)), canarySetAside, visitors, entry);
  }

  EvidenceSecond evidence() {
    return new EvidenceSecond(at / 1000, canary, stable, canarySetAside);
  }

  static TrackCounts counts(TrafficInterval interval) {
    return new TrackCounts(interval.attempts(), interval.failedAttempts(), interval.millis());
  }

  static TrackCounts sum(TrackCounts one, TrackCounts other) {
    Map<String, Long> millis = new HashMap<>(one.millis());
    other.millis().forEach((bound, count) -> millis.merge(bound, count, Long::sum));
    return new TrackCounts(
        one.attempts() + other.attempts(), one.failed() + other.failed(), millis);
  }
}
