package dev.aviary.contract.route;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;

/**
 * How requests are shared between the tracks.
 *
 * @param canaryPercent the canary's requests of every hundred, 0 to 100; missing means 33
 */
@Serdeable
public record Split(Integer canaryPercent) {
  public static final Split DEFAULT = new Split(33);

  public Split {
    canaryPercent =
        Check.range(canaryPercent == null ? 33 : canaryPercent, 0, 100, "canaryPercent");
  }
}
