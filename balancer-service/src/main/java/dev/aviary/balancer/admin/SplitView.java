package dev.aviary.balancer.admin;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * How requests are shared between the tracks, as people see it.
 *
 * @param canaryPercent the canary's requests of every hundred by the split
 * @param stickiness what keeps a visitor on one track
 * @param manualChoice whether a request may name its track itself
 * @param reason why the split was last changed; null: whoever did gave none
 * @param step the step of the canary that serves: its {@code percent} counts in the place of {@code
 *     canaryPercent}; null: the split counts
 */
@Serdeable
record SplitView(
    int canaryPercent,
    Stickiness stickiness,
    boolean manualChoice,
    @Nullable String reason,
    @Nullable CanaryProgress step) {

  static SplitView of(Split split, AppControl control) {
    return new SplitView(
        split.canaryPercent(),
        split.stickiness(),
        split.manualChoice(),
        split.reason(),
        step(control));
  }

  private static @Nullable CanaryProgress step(AppControl control) {
    Member canary = control.slots() == null ? null : control.slots().in(Slot.CANARY).serving();
    CanaryProgress progress = control.progress();
    return canary != null
            && progress != null
            && progress.deployment().equals(canary.deployment())
            && control.withdrawn().of(canary).isEmpty()
        ? progress
        : null;
  }
}
