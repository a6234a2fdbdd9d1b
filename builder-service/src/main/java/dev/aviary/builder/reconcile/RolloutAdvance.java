package dev.aviary.builder.reconcile;

import dev.aviary.builder.rollout.RolloutEvent;
import dev.aviary.builder.rollout.Rollouts;
import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Cancelled;
import dev.aviary.contract.deployment.DeploymentStatus.Live;
import dev.aviary.contract.deployment.DeploymentStatus.Replaced;
import dev.aviary.contract.deployment.DeploymentStatus.Starting;
import dev.aviary.contract.deployment.DeploymentStatus.Withdrawn;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.Withdrawal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;

/** Moves the rollout and the records of its deployments on, in one step. */
@Singleton
final class RolloutAdvance {
  private final ControlWriter controlWriter;
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final OldReleases old;
  private final StepJournal journal;
  private final DeploymentTraces traces;

  RolloutAdvance(
      ControlWriter controlWriter,
      RolloutStore rollouts,
      DeploymentStore deployments,
      OldReleases old,
      StepJournal journal,
      DeploymentTraces traces) {
    this.controlWriter = controlWriter;
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.old = old;
    this.journal = journal;
    this.traces = traces;
  }

  void reached(ReconcilePass pass, ReconcileStep.Reached step) {
    Held held = rollouts.find(pass.app()).orElse(null);
    String id = step.deployment();
    if (held == null
        || !(Rollouts.next(held.rollout(), new RolloutEvent.Reached(id))
            instanceof Done(Rollout next))) {
      return;
    }
    Placement reached = Placements.of(held.rollout(), id);
    AtomicWrite write = rollouts.put(controlWriter.begin(pass.lease()), pass.app(), held, next);
    deployments.change(write, id, _ -> new Live(reached.release()));
    Placements.replaced(held.rollout(), next)
        .forEach(old -> deployments.change(write, old, status -> replaced(status, id)));
    journal.tell(write, what(held.rollout()), pass.app(), id, reached.release().id());
    journal.say(write, id, "Live: " + reached.release().id());
    if (controlWriter.run(pass.lease(), write)) {
      journal.told(what(held.rollout()), pass.app(), id);
      Instant served = pass.memory().servedAt;
      if (served != null) {
        traces.ended(id, "routes", served);
      }
      traces.ended(id);
      old.forget(pass.app(), next);
    }
  }

  void takeOut(ReconcilePass pass, ReconcileStep.TakeOut step) {
    Withdrawal withdrawal = step.withdrawal();
    Held held = rollouts.find(pass.app()).orElse(null);
    if (held == null
        || !(Rollouts.next(held.rollout(), NextStep.event(withdrawal))
            instanceof Done(Rollout next))) {
      return;
    }
    AtomicWrite write = rollouts.put(controlWriter.begin(pass.lease()), pass.app(), held, next);
    deployments.change(
        write, withdrawal.deployment(), status -> withdrawn(status, withdrawal.reason()));
    letGo(write, held.rollout(), next, withdrawal.deployment());
    String underway = held.rollout().underway();
    boolean cancelled =
        underway != null
            && !underway.equals(next.underway())
            && !underway.equals(withdrawal.deployment());
    if (cancelled) {
      String by = "the withdrawal of its canary: " + withdrawal.reason();
      deployments.change(write, Objects.requireNonNull(underway), _ -> new Cancelled(by));
      journal.tell(write, "promote-cancelled", pass.app(), underway, withdrawal.reason());
      journal.say(write, underway, "Cancelled by " + by);
    }
    journal.say(
        write,
        withdrawal.deployment(),
        "Withdrawn by %s: %s".formatted(withdrawal.by(), withdrawal.reason()));
    if (controlWriter.run(pass.lease(), write)) {
      journal.told("canary-taken-out", pass.app(), withdrawal.deployment());
    }
  }

  /** The canary before a withdrawn one goes too, if it has not gone yet, and comes back as new. */
  private void letGo(AtomicWrite write, Rollout before, Rollout after, String withdrawn) {
    Placements.replaced(before, after).stream()
        .filter(gone -> !gone.equals(withdrawn) && !gone.equals(before.underway()))
        .forEach(gone -> deployments.change(write, gone, status -> replaced(status, withdrawn)));
  }

  private static String what(Rollout before) {
    return switch (before) {
      case Rollout.Promoting _ -> "promoted";
      case Rollout.RollingBack _ -> "rolled-back";
      case Rollout.Trying _ -> "canary-live";
      case Rollout.Updating _,
          Rollout.Empty _,
          Rollout.Steady _,
          Rollout.Withdrawn _,
          Rollout.Removing _ ->
          "release-live";
    };
  }

  private static DeploymentStatus replaced(DeploymentStatus status, String by) {
    return status instanceof Live(var release) ? new Replaced(release, by) : status;
  }

  private static DeploymentStatus withdrawn(DeploymentStatus status, String reason) {
    return switch (status) {
      case Live(var release) -> new Withdrawn(release, reason);
      case Starting(var release) -> new Withdrawn(release, reason);
      default -> status;
    };
  }
}
