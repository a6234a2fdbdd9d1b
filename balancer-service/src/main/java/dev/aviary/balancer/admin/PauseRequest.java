package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.Interruption;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an app's requests are held.
 *
 * @param seconds 1 to 3,600; must be given
 * @param reason why, for whoever reads the timeline
 */
@Serdeable
record PauseRequest(@Nullable Integer seconds, @Nullable String reason) {
  Interruption.Present at(Instant now) {
    int lasts = Check.range(Check.present(seconds, "seconds"), 1, 3_600, "seconds");
    return new Interruption.Pause(now.plusSeconds(lasts), GivenReason.of(reason));
  }
}
