package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import java.time.Instant;

/**
 * A variant for a share of the targeting keys that moves evenly with the time.
 *
 * @param variant what the share gets
 * @param from the share at the start and before, 0 to 100 percent
 * @param to the share at the end and after, 0 to 100 percent
 */
public record Ramp(String variant, double from, double to, Instant start, Instant end) {
  public Ramp {
    Check.text(variant, "a ramp's variant");
    Check.that(
        from >= 0 && from <= 100 && to >= 0 && to <= 100, "a ramp goes from 0 to 100 percent");
    Check.that(start.isBefore(end), "a ramp's end is not after its start");
  }
}
