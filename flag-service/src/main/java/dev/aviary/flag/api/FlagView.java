package dev.aviary.flag.api;

import dev.aviary.contract.flag.Flag;
import dev.aviary.contract.flag.FlagKey;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flag as the API shows it.
 *
 * @param revision the revision of all flags at which this one last changed
 * @param stale Redis is away: this is what was known last
 */
@Serdeable
record FlagView(
    String key,
    boolean on,
    @Nullable String description,
    long revision,
    Instant changedAt,
    String changedBy,
    boolean stale) {

  static FlagView of(FlagKey key, Flag flag, boolean stale) {
    return new FlagView(
        key.text(),
        flag.on(),
        flag.description(),
        flag.changed().revision(),
        flag.changed().at(),
        flag.changed().by(),
        stale);
  }
}
