package dev.aviary.monitor.evidence;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some seconds by which a canary deployment was judged, oldest first; one without a request is left
 * out.
 *
 * @param upTo the last entry of {@code {aviary}:traffic:<app>} that is counted, here or before
 * @param canaryRequests what the canary deployment has answered so far, probes left out
 * @param past what was known of stable when the deployment was first judged; null: said before, or
 *     nothing was known
 */
@Serdeable
public record Evidence(
    List<EvidenceSecond> seconds, String upTo, long canaryRequests, @Nullable StablePast past) {
  public Evidence {
    seconds = Check.list(seconds, "seconds");
    Check.text(upTo, "upTo");
  }
}
