package dev.aviary.flag.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.flag.FlagSet;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * All flags, by key.
 *
 * @param revision rises with every change of any flag
 * @param stale Redis is away: this is what was known last
 */
@Serdeable
record FlagList(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<FlagView> flags, long revision, boolean stale) {

  static FlagList of(FlagSet all, boolean stale) {
    return new FlagList(
        all.flags().entrySet().stream()
            .map(entry -> FlagView.of(entry.getKey(), entry.getValue(), stale))
            .toList(),
        all.revision(),
        stale);
  }
}
