package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for; what is left out stays as it is.
 *
 * @param canaryPercent the canary's requests of every hundred, 0 to 100
 * @param stickiness {@code none}, {@code cookie} or {@code header:<name>}
 * @param manualChoice whether a request may name its track itself
 */
@Serdeable
record SplitChange(
    @Nullable Integer canaryPercent,
    @Nullable Stickiness stickiness,
    @Nullable Boolean manualChoice) {
  SplitChange {
    Check.that(
        canaryPercent != null || stickiness != null || manualChoice != null,
        "give at least one of canaryPercent, stickiness and manualChoice");
  }

  Split of(Split before) {
    return new Split(
        canaryPercent == null ? before.canaryPercent() : canaryPercent,
        stickiness == null ? before.stickiness() : stickiness,
        manualChoice == null ? before.manualChoice() : manualChoice);
  }
}
