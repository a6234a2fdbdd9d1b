package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * A flag that is held until a moment, at which it returns by itself.
 *
 * @param variant what everybody gets until then; none: the flag is disabled
 */
public record Kill(Instant until, Optional<String> variant) {
  public Kill {
    Check.present(until, "kill.until");
  }
}
