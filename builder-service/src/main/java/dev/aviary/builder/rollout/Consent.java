package dev.aviary.builder.rollout;

import dev.aviary.contract.app.Check;
import org.jspecify.annotations.Nullable;

/**
 * How far a person goes.
 *
 * @param force whether a withdrawn commit is wanted all the same
 * @param reason why; needed with force
 */
public record Consent(boolean force, @Nullable String reason) {
  public Consent {
    Check.that(
        !force || (reason != null && !reason.isBlank()),
        "force wants a reason, for whoever reads the history");
  }

  /** The reason, if force was used. */
  @Nullable String forced() {
    return force ? reason : null;
  }
}
