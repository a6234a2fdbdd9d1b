package dev.aviary.builder.progress;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canary that serves, and its way through the steps of its app.
 *
 * @param progress null: its steps have not begun
 */
record CanaryOnItsWay(
    String app,
    CanaryOptions options,
    StepPlan plan,
    Placement canary,
    @Nullable CanaryProgress progress) {

  /** One that goes on by itself. */
  static Optional<CanaryOnItsWay> of(AppControl known) {
    return serving(known).filter(CanaryOnItsWay::goesOn);
  }

  /** Any canary that serves while the stable release does not change. */
  static Optional<CanaryOnItsWay> serving(AppControl known) {
    AppSpec spec = known.spec();
    if (spec == null
        || !(known.rollout() instanceof Rollout.Trying trying)
        || !trying.live()
        || known.withdrawn().byField().values().stream()
            .anyMatch(each -> trying.canary().is(each.commit(), each.deployment()))) {
      return Optional.empty();
    }
    CanaryProgress progress = known.progress();
    CanaryProgress own =
        progress != null && progress.deployment().equals(trying.canary().deployment())
            ? progress
            : null;
    return Optional.of(
        new CanaryOnItsWay(spec.name(), spec.canary(), StepPlan.of(known), trying.canary(), own));
  }

  boolean goesOn() {
    if (progress == null) {
      return !plan.isEmpty();
    }
    return switch (progress.state()) {
      case RUNNING -> true;
      case PAUSED, STOPPED -> false;
      // What was refused is on record as its reason: a person decides.
      case COMPLETED -> options.promotesByItself() && progress.reason() == null;
    };
  }

  /**
   * Its step.
   *
   * @throws NullPointerException when its steps have not begun
   */
  CanaryProgress present() {
    return Objects.requireNonNull(progress, "progress");
  }

  String deployment() {
    return canary.deployment();
  }

  /** What its step waits for; nothing when it can go on. */
  List<String> missing(@Nullable Judgement judgement, Instant now) {
    return progress == null
        ? List.of()
        : StepRequirements.missing(options, plan.present(progress), progress, judgement, now);
  }

  /** What is done with it now. Also one whose steps are done is promoted only while it is good. */
  Move move(@Nullable Judgement judgement, Instant now) {
    if (!goesOn()) {
      return Move.WAIT;
    }
    if (progress == null) {
      return Move.BEGIN;
    }
    if (!missing(judgement, now).isEmpty()) {
      return Move.WAIT;
    }
    return progress.state() == CanaryProgress.State.COMPLETED ? Move.PROMOTE : Move.GO_ON;
  }

  /** What the builder does with a canary at one look. */
  enum Move {
    BEGIN,
    WAIT,
    GO_ON,
    PROMOTE
  }
}
