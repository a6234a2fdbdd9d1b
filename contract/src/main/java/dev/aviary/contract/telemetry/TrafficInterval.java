package dev.aviary.contract.telemetry;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_DEFAULT;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What one release answered in one slot during one second, as one balancer saw it. A second without
 * a request has none, unless the slot is set aside.
 *
 * <p>{@code requests} to {@code latency} count what clients saw, on every port. {@code attempts} to
 * {@code setAside} say how the slot fares with its visitors: they leave out the slot's own port,
 * and are 0 in what an older balancer wrote.
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
 * @param attempts requests that the slot answered or failed to answer; each attempt once, one that
 *     a retry elsewhere repaired included. One that its client gave up, or spoiled, before the
 *     answer began is none
 * @param failedAttempts those that failed by the slot's fault: 5xx of the app, connections that
 *     were refused or broke before the answer or in the middle of it, answers that are not HTTP or
 *     have too large a head, and answers that did not come in time
 * @param millis attempts by time from when the slot was chosen to the end of the answer, as {@link
 *     LatencyBounds#named}: what a retry or a pause took before is not the slot's. One that timed
 *     out, or whose client left before the answer, counts with the time until then; one whose
 *     connection was refused or broke before the answer does not count
 * @param setAside for how many more seconds the balancer sends the slot nothing, because it failed
 *     several times in a row or refused a connection; 0: it does. The last one that could answer is
 *     asked all the same
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
    List<Long> latency,
    @JsonInclude(NON_DEFAULT) long attempts,
    @JsonInclude(NON_DEFAULT) long failedAttempts,
    Map<String, Long> millis,
    @JsonInclude(NON_DEFAULT) long setAside) {

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
    millis = Check.map(millis, "millis");
  }

  /** One of a balancer that counted no attempts. */
  public TrafficInterval(
      String balancer,
      Instant at,
      String slot,
      String release,
      long requests,
      long serverErrors,
      long connectFailures,
      List<Long> latency) {
    this(
        balancer,
        at,
        slot,
        release,
        requests,
        serverErrors,
        connectFailures,
        latency,
        0,
        0,
        Map.of(),
        0);
  }
}
