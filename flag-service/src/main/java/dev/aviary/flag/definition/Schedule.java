package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * When a flag is evaluated; outside of that it is disabled.
 *
 * @param onFrom the first moment; none: always until {@code offFrom}
 * @param offFrom the first moment after; none: for good
 */
public record Schedule(Optional<Instant> onFrom, Optional<Instant> offFrom, Optional<Ramp> ramp) {
  public static final Schedule ALWAYS =
      new Schedule(Optional.empty(), Optional.empty(), Optional.empty());

  public Schedule {
    Check.that(
        onFrom.isEmpty() || offFrom.isEmpty() || onFrom.get().isBefore(offFrom.get()),
        "offFrom is not after onFrom");
  }
}
