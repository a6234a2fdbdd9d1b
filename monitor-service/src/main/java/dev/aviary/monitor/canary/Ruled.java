package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Comparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ruling of the rule at one moment.
 *
 * @param reasons one sentence a measure
 * @param missing what is needed for a verdict; null: there is one
 * @param bothSuffer whether stable's visitors fare badly too, so that the canary is not blamed
 * @param byContainer whether the container is bad, and not what visitors get
 * @param certainAt when it was first certain of this verdict
 */
record Ruled(
    CanaryVerdict verdict,
    List<String> reasons,
    @Nullable String missing,
    boolean bothSuffer,
    Comparison comparison,
    boolean byContainer,
    @Nullable Instant certainAt) {

  /**
   * With what the container does.
   *
   * @param badAt since when that alone is bad; null: it is not
   */
  Ruled and(List<String> ofContainer, @Nullable Instant badAt) {
    if (ofContainer.isEmpty()) {
      return this;
    }
    boolean decides = badAt != null && verdict != CanaryVerdict.BAD;
    var all = new ArrayList<>(decides ? ofContainer : reasons);
    all.addAll(decides ? List.of() : ofContainer);
    return new Ruled(
        decides ? CanaryVerdict.BAD : verdict,
        all,
        decides ? null : missing,
        bothSuffer,
        comparison,
        decides,
        decides ? badAt : certainAt);
  }
}
