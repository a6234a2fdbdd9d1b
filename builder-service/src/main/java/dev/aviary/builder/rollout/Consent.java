package dev.aviary.builder.rollout;

import dev.aviary.contract.app.Check;
import org.jspecify.annotations.Nullable;

/**
 * The force and the reason of a call that changes a rollout.
 *
 * @param force whether a withdrawn commit is taken too
 * @param reason why; needed with force
 */
public record Consent(boolean force, @Nullable String reason) {
  public Consent {
    Check.that(
        !force || (reason != null && !reason.isBlank()),
        "force needs a reason, which the history shows");
  }

  /** The reason, if force was used. */
  @Nullable String forced() {
    return force ? reason : null;
  }
}
