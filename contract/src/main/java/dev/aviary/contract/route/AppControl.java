package dev.aviary.contract.route;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.rollout.Rollout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control keys of one app, as they stood at one revision; null where a key is missing, or
 * cannot be read.
 *
 * @param unreadable the keys that are there and cannot be read, with the reason of each
 */
public record AppControl(
    String app,
    @Nullable AppSpec spec,
    @Nullable Slots slots,
    @Nullable Rollout rollout,
    @Nullable Split split,
    @Nullable CanaryProgress progress,
    Withdrawals withdrawn,
    @Nullable Interruption interruption,
    Map<String, String> unreadable) {
  public AppControl {
    unreadable = Map.copyOf(unreadable);
  }

  /** All keys are missing. */
  public static AppControl nothing(String app) {
    return new AppControl(app, null, null, null, null, null, Withdrawals.NONE, null, Map.of());
  }

  public AppControl with(@Nullable Split other, @Nullable Interruption present) {
    return new AppControl(
        app, spec, slots, rollout, other, progress, withdrawn, present, unreadable);
  }

  public AppControl with(CanaryProgress other) {
    return new AppControl(
        app, spec, slots, rollout, split, other, withdrawn, interruption, unreadable);
  }

  /** The split, which is the default until another is set. */
  public Split shared() {
    return split == null ? Split.DEFAULT : split;
  }

  /**
   * The canary's requests of every hundred: those of its step, or of the split while no step is on
   * record of this deployment.
   */
  public int canaryPercent(String deployment) {
    return progress != null && progress.deployment().equals(deployment)
        ? progress.percent()
        : shared().canaryPercent();
  }
}
