package dev.aviary.contract.route;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * How requests are shared between the tracks.
 *
 * @param canaryPercent the canary's requests of every hundred, 0 to 100; missing means {@value
 *     #DEFAULT_PERCENT}
 * @param stickiness what keeps a visitor on one track; missing means nothing
 * @param manualChoice whether a request may name its track itself; missing means no
 * @param reason why it was last changed; null: whoever did gave none
 */
@Serdeable
public record Split(
    Integer canaryPercent, Stickiness stickiness, Boolean manualChoice, @Nullable String reason) {
  public static final int DEFAULT_PERCENT = 33;

  public static final Split DEFAULT = of(DEFAULT_PERCENT);

  public Split {
    canaryPercent =
        Check.range(
            canaryPercent == null ? DEFAULT_PERCENT : canaryPercent, 0, 100, "canaryPercent");
    stickiness = stickiness == null ? Stickiness.NONE : stickiness;
    manualChoice = manualChoice != null && manualChoice;
  }

  /** One that was set without a reason. */
  public Split(Integer canaryPercent, Stickiness stickiness, Boolean manualChoice) {
    this(canaryPercent, stickiness, manualChoice, null);
  }

  /** Shared by the sequence alone. */
  public static Split of(int canaryPercent) {
    return new Split(canaryPercent, Stickiness.NONE, false);
  }

  /** Whether requests are shared the same way, whatever the reasons. */
  public boolean sharesAs(Split other) {
    return canaryPercent.equals(other.canaryPercent)
        && stickiness.equals(other.stickiness)
        && manualChoice.equals(other.manualChoice);
  }
}
