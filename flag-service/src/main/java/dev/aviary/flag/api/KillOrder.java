package dev.aviary.flag.api;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a flag is held.
 *
 * @param until the moment at which it returns by itself
 * @param length or how long from now; neither: an hour
 * @param variant what everybody gets; null: the flag is disabled
 */
@Introspected
record KillOrder(
    @Nullable @QueryValue @Parameter(description = "the moment at which it returns, within 30 days")
        Instant until,
    @Nullable
        @QueryValue("for")
        @Parameter(
            description = "or how long from now, 30d at most; 1h unless given",
            example = "30m")
        Duration length,
    @Nullable
        @QueryValue
        @Parameter(description = "what everybody gets; without it the flag is disabled")
        String variant) {
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * @throws BadValueException when that is not within the next 30 days
   */
  Instant end(Instant now) {
    Check.that(until == null || length == null, "give until or for, not both");
    Duration held = length == null ? USUAL : length;
    Instant last = now.plus(LONGEST);
    boolean sensible = held.isPositive() && held.compareTo(LONGEST) <= 0;
    Instant end = until == null && sensible ? now.plus(held) : until;
    if (end == null || !end.isAfter(now) || end.isAfter(last)) {
      throw new BadValueException("a flag is held for some time up to 30 days from now");
    }
    return end;
  }
}
