package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.EvidenceSecond;
import dev.aviary.contract.judgement.TrackCounts;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.HashMap;
import java.util.Map;

/**
 * What both tracks were asked and answered in one second.
 *
 * @param at the end of the second, in milliseconds since 1970
 * @param upTo the last entry of the traffic stream that belongs to it
 * @param requests of visitors that the canary answered
 */
record Second(long at, TrackCounts canary, TrackCounts stable, String upTo, long requests) {

  Second withCanary(TrafficInterval interval, String entry) {
    return new Second(
        at, sum(canary, counts(interval)), stable, entry, requests + interval.requests());
  }

  Second withStable(TrafficInterval interval, String entry) {
    return new Second(at, canary, sum(stable, counts(interval)), entry, requests);
  }

  EvidenceSecond evidence() {
    return new EvidenceSecond(at / 1000, canary, stable);
  }

  static TrackCounts counts(TrafficInterval interval) {
    return new TrackCounts(
        interval.requests() + interval.connectFailures(),
        interval.serverErrors() + interval.connectFailures(),
        Latency.millis(interval.latency()));
  }

  static TrackCounts sum(TrackCounts one, TrackCounts other) {
    Map<String, Long> millis = new HashMap<>(one.millis());
    other.millis().forEach((bound, count) -> millis.merge(bound, count, Long::sum));
    return new TrackCounts(
        one.attempts() + other.attempts(), one.failed() + other.failed(), millis);
  }
}
