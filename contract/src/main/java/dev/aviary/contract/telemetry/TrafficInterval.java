package dev.aviary.contract.telemetry;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What one release answered in one slot during one second, as one balancer saw it. A second without
 * a request has none.
 *
 * @param balancer the balancer's id
 * @param at the end of the second
 * @param slot the slot's name, as {@code stable-1}
 * @param release the release that answered
 * @param requests requests whose answer ended, whatever it was
 * @param serverErrors answers of 500 to 599, those that the balancer gave in the app's place
 *     included
 * @param connectFailures connections that could not be made; what a retry repaired counts too
 * @param latency requests by time from their head to the end of their answer: one count for each of
 *     {@link #BOUNDS_MILLIS} (at most that long, and longer than the bound before) and one for all
 *     that took longer
 */
@Serdeable
public record TrafficInterval(
    String balancer,
    Instant at,
    String slot,
    String release,
    long requests,
    long serverErrors,
    long connectFailures,
    List<Long> latency) {

  /** Upper bounds of the latency counts, in milliseconds. They never change their meaning. */
  public static final List<Integer> BOUNDS_MILLIS =
      List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000);

  public TrafficInterval {
    Check.text(balancer, "balancer");
    Check.present(at, "at");
    Check.text(slot, "slot");
    Check.text(release, "release");
    latency =
        latency == null || latency.isEmpty()
            ? Collections.nCopies(BOUNDS_MILLIS.size() + 1, 0L)
            : Check.list(latency, "latency");
    Check.that(
        latency.size() == BOUNDS_MILLIS.size() + 1,
        "latency has one count for each bound and one for what is longer");
  }
}
