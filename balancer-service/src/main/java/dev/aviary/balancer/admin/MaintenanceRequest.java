package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.Interruption;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What visitors are told while an app is in maintenance.
 *
 * @param message plain text; must be given
 * @param until when it ends by itself; left out: when a request ends it
 * @param reason why, for the timeline
 */
@Serdeable
record MaintenanceRequest(
    @Nullable String message, @Nullable Instant until, @Nullable String reason) {
  Interruption.Present at(Instant now) {
    Check.that(
        until == null || until.isAfter(now), "until is in the past; give a time in the future");
    return new Interruption.Maintenance(
        Check.text(message, "message"), until, GivenReason.of(reason));
  }
}
