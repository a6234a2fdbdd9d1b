package dev.aviary.monitor.canary;

import dev.aviary.monitor.evidence.TrackCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * What the monitor asks about one canary, beside what the balancer counts of it.
 *
 * @param probes asked of its containers
 * @param log asked of the engine
 */
record CanaryInquiries(CanaryProbes probes, LogWatch log) {

  /**
   * What the probes were answered since the last question: it counts as a second of its own.
   *
   * @param upTo the last entry of the traffic stream that is counted
   */
  Optional<ComparedSecond> answers(Instant now, String upTo) {
    TrackCounts canary = probes.takeCanary();
    TrackCounts stable = probes.takeStable();
    return canary.attempts() + stable.attempts() == 0
        ? Optional.empty()
        : Optional.of(new ComparedSecond(now.toEpochMilli(), canary, stable, 0, 0, upTo));
  }
}
