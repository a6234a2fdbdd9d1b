package dev.aviary.contract.judgement;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What both tracks were asked and answered in one second.
 *
 * @param second its end, in seconds since 1970
 * @param canary of the canary deployment alone
 * @param stable of all stable slots
 */
@Serdeable
public record EvidenceSecond(long second, TrackCounts canary, TrackCounts stable) {
  public EvidenceSecond {
    canary = canary == null ? TrackCounts.NONE : canary;
    stable = stable == null ? TrackCounts.NONE : stable;
  }
}
