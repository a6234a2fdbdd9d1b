package dev.aviary.contract.judgement;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canary's visitors beside those of stable, over the same seconds.
 *
 * @param since when the canary's first judged request came; null: none did
 * @param rule what decides, with its numbers, one line each
 */
@Serdeable
public record Comparison(
    @Nullable Instant since, TrackFigures canary, TrackFigures stable, List<String> rule) {
  public Comparison {
    Check.present(canary, "canary");
    Check.present(stable, "stable");
    rule = Check.list(rule, "rule");
  }
}
