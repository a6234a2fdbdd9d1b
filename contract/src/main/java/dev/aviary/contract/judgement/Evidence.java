package dev.aviary.contract.judgement;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What both tracks were asked and answered in one second, or in a few that follow each other.
 *
 * @param at the end of the first second, in whole seconds
 * @param canary of the canary deployment alone
 * @param stable of all stable slots
 * @param upTo the last entry of {@code {aviary}:traffic:<app>} that is counted, here or before
 * @param canaryRequests what the canary deployment has answered so far, probes left out
 * @param past what was known of stable when the deployment was first judged; null: said before
 */
@Serdeable
public record Evidence(
    Instant at,
    TrackCounts canary,
    TrackCounts stable,
    String upTo,
    long canaryRequests,
    @Nullable StablePast past) {
  public Evidence {
    Check.present(at, "at");
    canary = canary == null ? TrackCounts.NONE : canary;
    stable = stable == null ? TrackCounts.NONE : stable;
    Check.text(upTo, "upTo");
  }
}
