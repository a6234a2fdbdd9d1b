package dev.aviary.monitor.canary;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A canary that serves, with the stable release beside it.
 *
 * @param stable what serves in the stable slots
 * @param percent the canary's requests of every hundred, 0 to 100
 * @param progress how far it has come through its steps; null: it has none
 */
record Serving(
    String app,
    Member canary,
    List<Member> stable,
    CanaryOptions options,
    int percent,
    @Nullable CanaryProgress progress) {

  private static final int HUNDRED = 100;

  /** Nothing when no canary serves, it was withdrawn, or no stable container is beside it. */
  static Optional<Serving> of(AppControl control) {
    Slots slots = control.slots();
    if (slots == null) {
      return Optional.empty();
    }
    Member canary = slots.in(Slot.CANARY).serving();
    List<Member> stable =
        Slot.STABLE.stream().flatMap(slot -> Stream.ofNullable(slots.in(slot).serving())).toList();
    if (canary == null || stable.isEmpty() || control.withdrawn().of(canary).isPresent()) {
      return Optional.empty();
    }
    CanaryOptions options =
        control.spec() == null ? CanaryOptions.DEFAULT : control.spec().canary();
    CanaryProgress progress = control.progress();
    boolean its = progress != null && progress.deployment().equals(canary.deployment());
    return Optional.of(
        new Serving(
            control.app(),
            canary,
            stable,
            options,
            control.canaryPercent(canary.deployment()),
            its ? progress : null));
  }

  String deployment() {
    return canary.deployment();
  }

  /**
   * How many times as many requests it is given as one stable container; infinite: they get none.
   */
  double visitorsBesideStable() {
    return (double) percent * stable.size() / (HUNDRED - percent);
  }

  boolean isStable(String release) {
    return stable.stream().anyMatch(each -> each.release().equals(release));
  }
}
