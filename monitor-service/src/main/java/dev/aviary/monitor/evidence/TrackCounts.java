package dev.aviary.monitor.evidence;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * What one track was asked and answered in some seconds.
 *
 * @param attempts requests that it answered, or should have
 * @param failed those that failed by its fault
 * @param millis requests by time to the end of their answer: upper bound in milliseconds, or {@code
 *     more}, to their count; a bound without one is missing
 */
@Serdeable
public record TrackCounts(long attempts, long failed, Map<String, Long> millis) {
  public static final TrackCounts NONE = new TrackCounts(0, 0, Map.of());

  public TrackCounts {
    Check.that(attempts >= 0 && failed >= 0, "a count is negative");
    millis = Check.map(millis, "millis");
  }
}
