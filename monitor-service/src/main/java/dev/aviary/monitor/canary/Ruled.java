package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Comparison;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rule says at the moment.
 *
 * @param reasons one sentence a measure
 * @param missing what is needed for a verdict; null: there is one
 * @param bothSuffer whether stable's visitors fare badly too, so that the canary is not blamed
 * @param certainAt when it was first certain of this verdict
 */
record Ruled(
    CanaryVerdict verdict,
    List<String> reasons,
    @Nullable String missing,
    boolean bothSuffer,
    Comparison comparison,
    @Nullable Instant certainAt) {}
