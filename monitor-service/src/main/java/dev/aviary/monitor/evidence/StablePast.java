package dev.aviary.monitor.evidence;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the visitors of an app's stable track fared before; older seconds weigh less.
 *
 * @param release that of the stable slots; another one's past is another past
 * @param at the newest second that counts
 * @param attempts requests, weighed
 * @param failed those that failed, weighed
 * @param millis answers by their time, weighed: upper bound in milliseconds, or {@code more}
 * @param upTo the last entry of {@code {aviary}:traffic:<app>} that is counted; null: none was
 */
@Serdeable
public record StablePast(
    String release,
    Instant at,
    double attempts,
    double failed,
    Map<String, Double> millis,
    @Nullable String upTo) {
  public StablePast {
    Check.text(release, "release");
    Check.present(at, "at");
    Check.that(attempts >= 0 && failed >= 0, "a weight is negative");
    millis = Check.map(millis, "millis");
  }
}
