package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.route.Withdrawal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next thing to do for an app. Each can be taken again without harm. */
sealed interface ReconcileStep {

  /** Take a withdrawn canary out of the rollout. */
  record TakeOut(Withdrawal withdrawal) implements ReconcileStep {}

  /** Make a container and record it as starting. */
  record Start(Slot slot, Placement placement) implements ReconcileStep {}

  /** Start a container that was made and recorded. */
  record Launch(Slot slot, Member member) implements ReconcileStep {}

  /** Take back a container that drains, because its slot wants it again. */
  record Resume(Slot slot, Member member) implements ReconcileStep {}

  /** Ask the containers that are starting whether they answer. */
  record Probe(List<Member> members) implements ReconcileStep {
    public Probe {
      members = List.copyOf(members);
    }
  }

  /** Let the starting container serve; what served drains. */
  record Serve(Slot slot, Member member) implements ReconcileStep {}

  /** Let nothing serve in the slot; what served drains. */
  record Vacate(Slot slot, Member member) implements ReconcileStep {}

  /** Stop and remove a container that no request can reach any more. */
  record Retire(Slot slot, Member member) implements ReconcileStep {}

  /** Remove a container that never served and is not wanted any more. */
  record Discard(Slot slot, Member member) implements ReconcileStep {}

  /** Remove a container that could not replace one that died; the next one has to wait. */
  record GiveUp(Slot slot, Member member, String reason) implements ReconcileStep {}

  /** Record a running container that nothing knows as draining: its slot is served by another. */
  record Drain(Slot slot, Member member) implements ReconcileStep {}

  /** Remove a container that nothing knows and that no request can reach. */
  record Remove(AppContainer container) implements ReconcileStep {}

  /**
   * Run the release command of a deployment, or see how far it is.
   *
   * @param container where it runs or ran; null: not begun
   */
  record Release(Placement placement, @Nullable SideContainer container) implements ReconcileStep {}

  /** Make and start a container of a process. */
  record StartSide(String process, Track track, Placement placement, String command)
      implements ReconcileStep {}

  /** Ask a container beside the slots to end. */
  record StopSide(SideContainer container) implements ReconcileStep {}

  /**
   * Remove a container beside the slots that has ended.
   *
   * @param died whether it ended by itself; the next one has to wait
   */
  record RemoveSide(SideContainer container, boolean died) implements ReconcileStep {}

  /** Remove the images of an app that goes, and all that is known of it. */
  record Forget() implements ReconcileStep {}

  /** The deployment's release serves in all its slots. */
  record Reached(String deployment) implements ReconcileStep {}

  /**
   * The deployment cannot be finished.
   *
   * @param stage as in the deployment's status
   */
  record Fail(String deployment, Slot slot, Member member, String stage, String reason)
      implements ReconcileStep {}

  /**
   * Nothing to do now.
   *
   * @param why what is waited for, for a person
   * @param busy whether something is to change soon
   */
  record Wait(String why, boolean busy) implements ReconcileStep {}
}
