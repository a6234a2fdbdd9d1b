package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.builder.rollout.RolloutEvent;
import dev.aviary.builder.rollout.Rollouts;
import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends deployments that cannot be finished, with all that helps to find out why. */
@Singleton
final class Failing {
  static final int LINES = 50;
  private static final int LONGEST_LINE = 400;

  private final Engine engine;
  private final ControlWriter controlWriter;
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final OldReleases old;
  private final StepJournal journal;
  private final StartInquiry inquiry;
  private final DeploymentTraces traces;

  Failing(
      Engine engine,
      ControlWriter controlWriter,
      RolloutStore rollouts,
      DeploymentStore deployments,
      OldReleases old,
      StepJournal journal,
      StartInquiry inquiry,
      DeploymentTraces traces) {
    this.engine = engine;
    this.controlWriter = controlWriter;
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.old = old;
    this.journal = journal;
    this.inquiry = inquiry;
    this.traces = traces;
  }

  /** What ran before is wanted again; the container that failed is then no longer wanted. */
  void fail(ReconcilePass pass, ReconcileStep.Fail step) {
    ContainerEnd ending = engine.ending(step.member().container(), LINES);
    String reason = explained(pass, step.member(), ending, step.reason());
    end(pass, step.deployment(), step.stage(), reason, ending.lines());
  }

  /** The release command of a deployment failed: nothing was changed for it. */
  void release(
      ReconcilePass pass,
      Placement placement,
      @Nullable SideContainer container,
      ContainerEnd ending,
      String reason) {
    String told =
        inquiry.explained(
            pass.observed().specOf(placement).run(),
            container,
            ending,
            "the release command failed: " + reason);
    end(pass, placement.deployment(), "release", told, ending.lines());
  }

  /** A container that ended could not be replaced. Others of the slot stay; the next try waits. */
  void giveUp(ReconcilePass pass, ReconcileStep.GiveUp step) {
    ContainerEnd ending = engine.ending(step.member().container(), LINES);
    again(
        pass,
        step.slot(),
        step.member().deployment(),
        explained(pass, step.member(), ending, step.reason()));
  }

  private String explained(ReconcilePass pass, Member member, ContainerEnd ending, String reason) {
    return inquiry.explained(pass, member, ending, reason + "; " + ending.summary());
  }

  /** Docker would not make or start the container. */
  void rejected(ReconcilePass pass, Slot slot, Placement placement, String refusal) {
    String deployment = placement.deployment();
    String reason =
        inquiry.explained(
            pass.observed().specOf(placement).run(), null, ContainerEnd.rejected(refusal), refusal);
    if (pass.observed().underway(deployment)) {
      end(pass, deployment, "start", reason, List.of());
    } else {
      again(pass, slot, deployment, reason);
    }
  }

  private void again(ReconcilePass pass, Slot slot, String deployment, String reason) {
    pass.memory().pauses.tried(slot);
    journal.tell("container-failed", pass.app(), deployment, slot.id() + ": " + reason);
  }

  private void end(
      ReconcilePass pass, String deployment, String stage, String reason, List<String> lines) {
    RolloutStore.Held held = rollouts.find(pass.app()).orElse(null);
    if (held == null
        || !(Rollouts.next(held.rollout(), new RolloutEvent.Failed(deployment))
            instanceof Done(Rollout next))) {
      return;
    }
    AtomicWrite write = rollouts.put(controlWriter.begin(pass.lease()), pass.app(), held, next);
    journal.say(write, deployment, "Failed (%s): %s".formatted(stage, reason));
    lines.forEach(line -> journal.say(write, deployment, "  | " + shortened(line)));
    var failed = new DeploymentStatus.Failed(stage, withLines(reason, lines));
    deployments.change(write, deployment, _ -> failed);
    journal.tell(write, "deployment-failed", pass.app(), deployment, reason);
    if (controlWriter.run(pass.lease(), write)) {
      journal.told("deployment-failed", pass.app(), deployment);
      traces.ended(deployment);
      old.forget(pass.app(), next);
    }
  }

  private static String withLines(String reason, List<String> lines) {
    return lines.isEmpty()
        ? reason
        : reason
            + "\nThe last lines of the container:\n"
            + String.join("\n", lines.stream().map(Failing::shortened).toList());
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
  }
}
