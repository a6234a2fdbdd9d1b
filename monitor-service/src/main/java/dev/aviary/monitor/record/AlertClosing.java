package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * How an alert ended.
 *
 * @param seconds how long it was open
 */
@Serdeable
public record AlertClosing(Instant at, long seconds, Cause cause) {
  public AlertClosing {
    Check.present(at, "at");
    Check.that(seconds >= 0, "seconds is negative");
    Check.present(cause, "cause");
  }

  /** Why an alert closes. */
  @Serdeable
  public enum Cause {
    /** Every metric fell well under its threshold. */
    @JsonProperty("cleared")
    CLEARED,
    /** The container no longer runs. */
    @JsonProperty("gone")
    GONE
  }
}
