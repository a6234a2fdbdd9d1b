package dev.aviary.builder.rollout;

import dev.aviary.builder.rollout.RolloutEvent.Built;
import dev.aviary.builder.rollout.RolloutEvent.Failed;
import dev.aviary.builder.rollout.RolloutEvent.Promote;
import dev.aviary.builder.rollout.RolloutEvent.Reached;
import dev.aviary.builder.rollout.RolloutEvent.Remove;
import dev.aviary.builder.rollout.RolloutEvent.RollBack;
import dev.aviary.builder.rollout.RolloutEvent.Withdraw;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Moving;
import dev.aviary.contract.rollout.Rollout.Promoting;
import dev.aviary.contract.rollout.Rollout.Removing;
import dev.aviary.contract.rollout.Rollout.Resting;
import dev.aviary.contract.rollout.Rollout.RollingBack;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import dev.aviary.contract.rollout.Rollout.Updating;
import dev.aviary.contract.rollout.Rollout.Withdrawn;
import org.jspecify.annotations.Nullable;

/** The one place where a rollout changes: {@code next(rollout, event)}, pure and exhaustive. */
public final class Rollouts {
  private Rollouts() {}

  /** The rollout after an event, or why the rollout does not take the event. */
  public static Result<Rollout> next(Rollout rollout, RolloutEvent event) {
    if (rollout instanceof Removing) {
      return switch (event) {
        case Remove remove -> done(remove.volumes() ? removing(remove) : rollout);
        default -> Refusal.conflict("the app is being removed");
      };
    }
    return switch (event) {
      case Remove remove when remove.force() || rollout.underway() == null ->
          done(removing(remove));
      case Remove _ -> busy(rollout.underway());
      case Built built -> built(rollout, built);
      case Reached reached -> reached(rollout, reached.deployment());
      case Failed failed -> failed(rollout, failed.deployment());
      case Withdraw withdraw -> withdraw(rollout, withdraw);
      case Promote promote -> promote(rollout, promote);
      case RollBack rollBack -> rollBack(rollout, rollBack);
    };
  }

  private static Removing removing(Remove event) {
    return event.volumes() ? new Removing(true) : new Removing();
  }

  private static Result<Rollout> built(Rollout rollout, Built built) {
    String underway = rollout.underway();
    if (underway != null || !(rollout instanceof Resting base)) {
      return busy(underway);
    }
    return done(
        built.track() == Track.STABLE
            ? new Updating(base, built.placement())
            : new Trying(base.stable(), built.placement(), false, base.canary(), base.previous()));
  }

  private static Result<Rollout> reached(Rollout rollout, String deployment) {
    return switch (rollout) {
      case Moving moving when moving.underway().equals(deployment) -> done(moving.reached());
      case Trying t when !t.live() && t.canary().deployment().equals(deployment) ->
          done(new Trying(t.stable(), t.canary(), true, null, t.previous()));
      default -> notUnderway(deployment);
    };
  }

  private static Result<Rollout> failed(Rollout rollout, String deployment) {
    return switch (rollout) {
      case Moving moving when moving.underway().equals(deployment) -> done(moving.base());
      case Trying t when !t.live() && t.canary().deployment().equals(deployment) ->
          done(withCanary(t, t.replaced()));
      default -> notUnderway(deployment);
    };
  }

  private static Result<Rollout> withdraw(Rollout rollout, Withdraw event) {
    return switch (rollout) {
      case Promoting promoting when isCanary(promoting.base(), event) ->
          withdraw(promoting.base(), event);
      case Moving moving when isCanary(moving.base(), event) ->
          done(
              withdraw(moving.base(), event) instanceof Done(Resting base)
                  ? moving.withBase(base)
                  : rollout);
      case Trying t when t.canary().is(event.commit(), event.deployment()) ->
          done(new Withdrawn(t.stable(), t.canary(), event.reason(), t.previous()));
      case Trying t when isReplaced(t, event) ->
          done(new Trying(t.stable(), t.canary(), t.live(), null, t.previous()));
      default -> Refusal.conflict("deployment " + event.deployment() + " is not the canary");
    };
  }

  private static Result<Rollout> promote(Rollout rollout, Promote event) {
    return switch (rollout) {
      case Trying t when t.live() && (event.withdrawn() == null || event.force()) ->
          done(new Promoting(t, new Placement(t.canary().release(), event.deployment())));
      case Trying t when t.live() -> wasWithdrawn(String.valueOf(event.withdrawn()));
      case Withdrawn w when event.force() ->
          done(new Promoting(w, new Placement(w.withdrawn().release(), event.deployment())));
      case Withdrawn w -> wasWithdrawn(w.reason());
      case Trying t -> busy(t.underway());
      case Moving moving -> busy(moving.underway());
      case Rollout.Empty _, Steady _, Removing _ ->
          Refusal.conflict("there is no canary to promote; push a branch and deploy it first");
    };
  }

  private static Result<Rollout> rollBack(Rollout rollout, RollBack event) {
    String underway = rollout.underway();
    Placement previous = rollout.previous();
    if (underway != null || !(rollout instanceof Resting base)) {
      return busy(underway);
    }
    if (previous == null) {
      return Refusal.conflict("there is no earlier stable release to roll back to");
    }
    if (event.withdrawn() != null && !event.force()) {
      return wasWithdrawn(event.withdrawn());
    }
    return done(new RollingBack(base, new Placement(previous.release(), event.deployment())));
  }

  private static Resting withCanary(Trying t, @Nullable Placement canary) {
    Placement stable = t.stable();
    if (canary != null) {
      return new Trying(stable, canary, true, null, t.previous());
    }
    return stable == null ? new Rollout.Empty() : new Steady(stable, t.previous());
  }

  private static boolean isCanary(Resting base, Withdraw event) {
    return base instanceof Trying t
        && (t.canary().is(event.commit(), event.deployment()) || isReplaced(t, event));
  }

  private static boolean isReplaced(Trying t, Withdraw event) {
    return t.replaced() != null && t.replaced().is(event.commit(), event.deployment());
  }

  private static Result<Rollout> done(Rollout next) {
    return new Done<>(next);
  }

  private static Refusal<Rollout> busy(@Nullable String underway) {
    return Refusal.conflict(
        "deployment " + underway + " is under way; try again when it has ended");
  }

  private static Refusal<Rollout> notUnderway(String deployment) {
    return Refusal.conflict("deployment " + deployment + " is not under way");
  }

  private static Refusal<Rollout> wasWithdrawn(String reason) {
    return Refusal.conflict(
        "this commit was withdrawn: " + reason + "; repair it, or give force and a reason");
  }
}
