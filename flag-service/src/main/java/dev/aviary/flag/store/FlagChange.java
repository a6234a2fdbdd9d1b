package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a flag; the last one stands in the flag's document, as its member {@code changed}.
 *
 * @param revision the revision of all flags that the change made, from 1
 * @param by who made it; {@code redis} when the plain key was set or deleted by hand
 * @param reason why, if the author said so
 */
@Serdeable
public record FlagChange(long revision, Instant at, String by, @Nullable String reason) {
  public FlagChange {
    Check.that(revision > 0, "a flag's revision is 1 or more");
    Check.present(at, "changed.at");
    Check.text(by, "changed.by");
  }
}
