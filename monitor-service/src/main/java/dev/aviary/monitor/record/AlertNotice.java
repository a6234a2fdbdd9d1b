package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;

/** A mail that is due about an alert. One of each kind an alert at most. */
@Serdeable
public record AlertNotice(String alert, Kind kind) {
  public AlertNotice {
    Check.text(alert, "alert");
    Check.present(kind, "kind");
  }

  /** What the mail tells. */
  @Serdeable
  public enum Kind {
    @JsonProperty("opened")
    OPENED,
    /** A canary that was kept when the alert opened is out of the traffic now. */
    @JsonProperty("withdrawn")
    WITHDRAWN,
    /** A canary that was kept when the alert opened would be out of the traffic now. */
    @JsonProperty("dry")
    DRY,
    @JsonProperty("closed")
    CLOSED
  }

  /**
   * {@code <alert>.opened}, {@code .withdrawn}, {@code .dry} or {@code .closed}: what makes a
   * second copy recognisable.
   */
  public String id() {
    return alert + "." + kind.name().toLowerCase(Locale.ROOT);
  }
}
