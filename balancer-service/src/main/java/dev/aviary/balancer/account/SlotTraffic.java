package dev.aviary.balancer.account;

import dev.aviary.contract.app.Slot;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What one release answers in one slot at the moment.
 *
 * @param routed whether further requests go there; false: what is in flight there still ends
 * @param inFlight requests that are being answered now
 * @param requestsPerSecond whose answer ended, whatever it was
 * @param serverErrorsPerSecond answers of 500 to 599
 * @param connectFailuresPerSecond connections to its container that could not be made
 * @param p50Millis half of the visitors' requests took at most as long in this slot, those on its
 *     own port not counted; interpolated between the bounds of {@code LatencyBounds}; null when
 *     there was none
 * @param p95Millis as above, for 95 of 100
 * @param p99Millis as above, for 99 of 100
 */
@Serdeable
public record SlotTraffic(
    Slot slot,
    String release,
    boolean routed,
    int inFlight,
    double requestsPerSecond,
    double serverErrorsPerSecond,
    double connectFailuresPerSecond,
    @Nullable Double p50Millis,
    @Nullable Double p95Millis,
    @Nullable Double p99Millis) {

  static SlotTraffic of(SlotMeter meter, boolean routed, Totals since, double seconds) {
    return new SlotTraffic(
        meter.slot(),
        meter.release(),
        routed,
        meter.inFlight(),
        rate(since.requests(), seconds),
        rate(since.serverErrors(), seconds),
        rate(since.connectFailures(), seconds),
        Percentile.of(since.millis(), 0.50),
        Percentile.of(since.millis(), 0.95),
        Percentile.of(since.millis(), 0.99));
  }

  private static double rate(long count, double seconds) {
    return seconds <= 0 ? 0 : Math.round(count / seconds * 10) / 10.0;
  }
}
