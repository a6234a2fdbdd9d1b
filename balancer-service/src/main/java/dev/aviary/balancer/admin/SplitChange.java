package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.Split;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param canaryPercent the canary's requests of every hundred, 0 to 100; must be given
 */
@Serdeable
record SplitChange(@Nullable Integer canaryPercent) {
  Split split() {
    return new Split(Check.present(canaryPercent, "canaryPercent"));
  }
}
