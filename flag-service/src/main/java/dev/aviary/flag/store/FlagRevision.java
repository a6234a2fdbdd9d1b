package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.event.Difference;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flag became with one change: an entry of its history.
 *
 * @param what in the past tense: {@code created, on}
 * @param difference what is another than before
 * @param document the whole flag, JSON as text; null when it was removed
 */
@Serdeable
public record FlagRevision(
    FlagChange change, String what, List<Difference> difference, @Nullable String document) {
  public FlagRevision {
    Check.present(change, "change");
    Check.text(what, "what");
    difference = Check.list(difference, "difference");
  }
}
