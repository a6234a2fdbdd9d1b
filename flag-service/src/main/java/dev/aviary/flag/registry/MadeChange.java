package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What is remembered of a change whose request may be sent again.
 *
 * @param revision of all flags after it
 */
@Serdeable
public record MadeChange(long revision) {
  public MadeChange {
    Check.that(revision >= 0, "revision is below 0");
  }
}
