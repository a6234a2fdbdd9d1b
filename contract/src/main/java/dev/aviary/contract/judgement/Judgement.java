package dev.aviary.contract.judgement;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor knows of one canary deployment at the moment.
 *
 * @param at when it was judged
 * @param reasons why it is what it is, one sentence a measure
 * @param missing what is needed for a verdict; null when there is one
 * @param canaryRequests requests of visitors that the canary deployment has answered so far; never
 *     goes back
 * @param comparison the visitors of both tracks side by side; null: none was compared yet
 * @param certainAt when the rule was first certain of the verdict that it has; null: it is not
 * @param announced the verdict that the timeline told last; null: none
 * @param canaryStarts the starts of the canary's container; null: none was seen
 * @param stableStarts the starts of the stable containers beside it; null: none was seen
 */
@Serdeable
public record Judgement(
    String app,
    String deployment,
    String release,
    Instant at,
    CanaryVerdict verdict,
    List<String> reasons,
    @Nullable String missing,
    long canaryRequests,
    @Nullable Comparison comparison,
    @Nullable Instant certainAt,
    @Nullable CanaryVerdict announced,
    @Nullable ContainerStarts canaryStarts,
    @Nullable ContainerStarts stableStarts) {
  public Judgement {
    Check.app(app);
    Check.text(deployment, "deployment");
    Check.text(release, "release");
    Check.present(at, "at");
    Check.present(verdict, "verdict");
    reasons = Check.list(reasons, "reasons");
  }

  /** One without figures. */
  public Judgement(
      String app,
      String deployment,
      String release,
      Instant at,
      CanaryVerdict verdict,
      List<String> reasons,
      @Nullable String missing,
      long canaryRequests) {
    this(
        app,
        deployment,
        release,
        at,
        verdict,
        reasons,
        missing,
        canaryRequests,
        null,
        null,
        null,
        null,
        null);
  }
}
