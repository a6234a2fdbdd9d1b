package dev.aviary.monitor.evidence;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_DEFAULT;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What both tracks were asked and answered in one second.
 *
 * @param second its end, in seconds since 1970
 * @param canary of the canary deployment alone
 * @param stable of all stable slots
 * @param setAside for how many more seconds the balancer sends the canary nothing; 0: it does
 */
@Serdeable
public record EvidenceSecond(
    long second, TrackCounts canary, TrackCounts stable, @JsonInclude(NON_DEFAULT) long setAside) {
  public EvidenceSecond {
    canary = canary == null ? TrackCounts.NONE : canary;
    stable = stable == null ? TrackCounts.NONE : stable;
  }
}
