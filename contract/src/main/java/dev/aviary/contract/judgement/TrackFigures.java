package dev.aviary.contract.judgement;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * What the visitors of one track got, over the seconds that were judged.
 *
 * @param requests that were answered, or should have been
 * @param failed how many of them failed by the app's fault: 5xx, a broken answer, none in time
 * @param failedLow percent: the share of failures is not lower than this
 * @param failedHigh percent: nor higher than this; both hold at every look, with the certainty of
 *     the rule
 * @param millis quantile, as {@code p50}, to the milliseconds within which that part of the answers
 *     ended; empty without an answer
 */
@Serdeable
public record TrackFigures(
    long requests, long failed, double failedLow, double failedHigh, Map<String, Double> millis) {
  public TrackFigures {
    Check.that(failed <= requests, "failed is more than requests");
    millis = Check.map(millis, "millis");
  }

  /** Percent of the requests; 0 without one. */
  public double failedPercent() {
    return requests == 0 ? 0 : 100.0 * failed / requests;
  }
}
