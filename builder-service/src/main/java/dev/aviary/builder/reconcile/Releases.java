package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The release command of a deployment. It goes with a new release, to whichever track: a promotion
 * and a roll back bring one whose command has been run.
 */
final class Releases {
  private Releases() {}

  /** The release that a deployment under way brings for the first time, or null. */
  static @Nullable Placement released(Rollout rollout) {
    return switch (rollout) {
      case Rollout.Updating updating -> updating.next();
      case Rollout.Trying trying when !trying.live() -> trying.canary();
      default -> null;
    };
  }

  /** What should run while that waits. */
  static Rollout before(Rollout rollout) {
    return switch (rollout) {
      case Rollout.Updating updating -> updating.base();
      case Rollout.Trying(var stable, var _, var live, var replaced, var previous) when !live -> {
        if (replaced != null) {
          yield new Rollout.Trying(stable, replaced, true, null, previous);
        }
        yield stable == null ? new Rollout.Empty() : new Rollout.Steady(stable, previous);
      }
      default -> rollout;
    };
  }

  static Optional<ReconcileStep> next(ObservedState observed) {
    Placement waiting = observed.releasing();
    return waiting == null
        ? Optional.empty()
        : Optional.of(new ReconcileStep.Release(waiting, container(observed, waiting)));
  }

  private static @Nullable SideContainer container(ObservedState observed, Placement placement) {
    return observed.beside().containers().stream()
        .filter(SideContainer::isRelease)
        .filter(each -> each.deployment().equals(placement.deployment()))
        .findFirst()
        .orElse(null);
  }
}
