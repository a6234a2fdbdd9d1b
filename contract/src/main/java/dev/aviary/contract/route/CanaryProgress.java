package dev.aviary.contract.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.judgement.Judgement;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one canary deployment has come through the steps of its app. It says nothing about any
 * other deployment.
 *
 * @param step the place of the present step, from 0
 * @param steps how many there are
 * @param percent the canary's requests of every hundred while this stands, 0 to 100
 * @param since when the step began
 * @param requestsBefore what the canary had answered when the step began: {@link
 *     Judgement#canaryRequests}
 * @param reason why it is paused or stopped; null otherwise
 */
@Serdeable
public record CanaryProgress(
    String deployment,
    int step,
    int steps,
    int percent,
    State state,
    Instant since,
    long requestsBefore,
    @Nullable String reason) {

  /** What happens to the steps. */
  @Serdeable
  public enum State {
    /** It goes on as soon as enough is known. */
    @JsonProperty("running")
    RUNNING,
    /** A person holds it where it is. */
    @JsonProperty("paused")
    PAUSED,
    /** A person ended the steps: the share stays until one promotes or withdraws. */
    @JsonProperty("stopped")
    STOPPED,
    /** All steps are done. */
    @JsonProperty("completed")
    COMPLETED
  }

  public CanaryProgress {
    Check.text(deployment, "deployment");
    Check.range(steps, 1, 1000, "steps");
    Check.range(step, 0, steps - 1, "step");
    Check.range(percent, 0, 100, "percent");
    Check.present(state, "state");
    Check.present(since, "since");
  }

  /**
   * The same in another state.
   *
   * @param why null: nothing to say
   */
  public CanaryProgress with(State other, @Nullable String why) {
    return new CanaryProgress(deployment, step, steps, percent, other, since, requestsBefore, why);
  }
}
